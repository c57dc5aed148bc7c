import TranscriptionTypes

/// Finds the bars: which beats are downbeats, and how many make a bar.
///
/// For each length of a bar, dynamic programming finds the most convincing count through the beats;
/// a count may start anew, at a cost.
struct BarFinder: Sendable {
  /// What a count that starts anew costs.
  private static let restart = 6.0
  /// How much more convincing two or three beats must be than four, a beat.
  private static let preferenceOfFour = 0.05
  /// How strong the beats of a bar are relative to each other.
  private static let profiles: [[Double]] = [[1, -1], [1, -0.5, -0.5], [1, -0.6, 0.1, -0.5]]

  /// - Returns: the metre, and the number of each beat in its bar.
  func find(
    beats: [Double], notes: [NoteEvent], curve: OnsetCurve, isCompound: Bool
  ) -> (Metre, numbers: [Int]) {
    let weights = BarEvidence(beats: beats, notes: notes, curve: curve).weights
    // A bar of 6/8 has two beats; what could be 9/8 or 12/8 is rare, and two bars of it.
    let profiles = isCompound ? [Self.profiles[0]] : Self.profiles
    let counts = profiles.map { profile in
      let count = count(weights, profile: normalized(profile))
      let preference = profile.count == 4 ? Self.preferenceOfFour * Double(beats.count) : 0
      return (worth: count.worth + preference, size: profile.count, numbers: count.numbers)
    }
    // There is always one.
    let best = counts.max { $0.worth < $1.worth } ?? counts[0]
    return (Metre(beatsPerBar: best.size, isCompound: isCompound), best.numbers)
  }

  /// The best count through the beats in bars of one length.
  private func count(
    _ weights: [Double], profile: [Double]
  ) -> (worth: Double, numbers: [Int]) {
    let size = profile.count
    var worths = profile.map { $0 * weights[0] }
    var sources: [[Int]] = []
    for weight in weights.dropFirst() {
      let best = worths.indices.max { worths[$0] < worths[$1] } ?? 0
      let source = (0..<size).map { place in
        let before = (place + size - 1) % size
        return worths[best] - Self.restart > worths[before] ? best : before
      }
      worths = (0..<size).map { place in
        let before = (place + size - 1) % size
        return max(worths[before], worths[best] - Self.restart) + weight * profile[place]
      }
      sources.append(source)
    }
    var place = worths.indices.max { worths[$0] < worths[$1] } ?? 0
    let worth = worths[place]
    var numbers = [place + 1]
    for source in sources.reversed() {
      place = source[place]
      numbers.append(place + 1)
    }
    return (worth, numbers.reversed())
  }

  /// The profile with mean 0 and mean square 1, so that bars of any length can be compared.
  private func normalized(_ profile: [Double]) -> [Double] {
    let mean = profile.reduce(0, +) / Double(profile.count)
    let power = profile.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(profile.count)
    return profile.map { ($0 - mean) / power.squareRoot() }
  }
}
