public import TranscriptionTypes

/// Finds the key of a piece from how long each pitch class sounds.
///
/// Durations are correlated with what is usual in each key.
/// Source: the method is Krumhansl's (Cognitive Foundations of Musical Pitch, 1990, chapter 4), the
/// profiles are those of J. Albrecht and D. Shanahan, The Use of Large Corpora to Train a New Type of
/// Key-Finding Algorithm, Music Perception 31 (2013), table 1.
public struct KeyFinder: Sendable {
  private static let major = [
    0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081,
  ]
  private static let minor = [
    0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052,
  ]

  /// A key, and how sure it is.
  public struct Estimate: Equatable, Sendable {
    /// The most likely key.
    public let key: MusicalKey
    /// 0…1: the correlation with the key's profile, less half of how near the second key comes.
    public let confidence: Double

    /// An estimate; one that was told is certain.
    public init(key: MusicalKey, confidence: Double = 1) {
      self.key = key
      self.confidence = confidence
    }
  }

  /// Prepares nothing.
  public init() {}

  /// The most likely key; nil without notes.
  public func find(in notes: [NoteEvent]) -> Estimate? {
    var durations = [Double](repeating: 0, count: 12)
    for note in notes { durations[note.pitch % 12] += note.offset - note.onset }
    guard durations.contains(where: { $0 > 0 }) else { return nil }
    let ranking = MusicalKey.all.map { key in
      let profile = key.mode == .major ? Self.major : Self.minor
      let expected = (0..<12).map { profile[($0 - key.tonic + 12) % 12] }
      return (key: key, correlation: correlation(durations, expected))
    }.sorted { $0.correlation > $1.correlation }
    let (best, second) = (ranking[0], ranking[1])
    let lead = best.correlation - second.correlation
    // Keys a fifth apart share six of seven notes: a lead of a tenth is as clear as it gets.
    let confidence = max(0, best.correlation) * (0.5 + 0.5 * min(1, lead / 0.1))
    return Estimate(key: best.key, confidence: confidence)
  }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (a.reduce(0, +) / 12, b.reduce(0, +) / 12)
    var (product, powerA, powerB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      product += (x - meanA) * (y - meanB)
      powerA += (x - meanA) * (x - meanA)
      powerB += (y - meanB) * (y - meanB)
    }
    return product / ((powerA * powerB).squareRoot() + 1e-12)
  }
}
