import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finds the bars: which beats are downbeats, and how many make a bar.
///
/// For each length of a bar, dynamic programming finds the most convincing count through the beats;
/// a count may start anew, at a cost. Which length it is, that count decides together with how much
/// the music resembles itself a bar later, and two: rhythms and stresses return with the bar, chords
/// change with it.
struct BarFinder: Sendable {
  /// The bars that were found.
  struct Bars {
    let metre: Metre
    /// The number of each beat in its bar.
    let numbers: [Int]
    /// How likely the length of the bars is, beside the others that come into question.
    let confidence: Double
  }

  /// What a count that starts anew costs.
  private static let restart = 12.0
  /// How strong the beats of a bar are relative to each other.
  private static let profiles: [[Double]] = [[1, -1], [1, -0.5, -0.5], [1, -0.6, 0.1, -0.5]]

  /// What each measurement adds to the logarithm of how likely a length is. Source:
  /// `Benchmarks/accuracy/fit_metre.py`.
  private static let count = 5.0
  private static let rhythm = (bar: -2.0, twoBars: 2.1)
  private static let chords = (bar: -3.5, twoBars: -3.2)
  private static let stresses = (bar: 1.8, twoBars: 1.3)
  /// The same for bars of two, three and four beats as such; and for 6/8 beside 9/8.
  private static let preferences = [2: 0.5, 3: -0.7, 4: 0]
  private static let preferenceOfTwo = 2.0

  func find(
    beats: [Double], notes: [NoteEvent], curve: OnsetCurve, thirds: BeatDivision.Thirds
  ) -> Bars {
    let isCompound = thirds == .both
    let evidence = BarEvidence(beats: beats, notes: notes, curve: curve)
    // A bar of 6/8 has two beats, one of 9/8 three; what could be 12/8 is counted as 6/8.
    let profiles = isCompound ? Self.profiles.dropLast() : Self.profiles
    let counts = profiles.map { profile in
      let (size, count) = (profile.count, count(evidence.weights, profile: normalized(profile)))
      let worth = worth(ofBars: size, count: count.worth / Double(beats.count), evidence)
      let preference = isCompound && size == 2 ? Self.preferenceOfTwo : 0
      return (worth: worth + preference, size: size, numbers: count.numbers)
    }
    // There is always one.
    let best = counts.max { $0.worth < $1.worth } ?? counts[0]
    // Two swung beats are 6/8, four are 4/4 that is swung.
    let metre = Metre(
      beatsPerBar: best.size, isCompound: isCompound || thirds == .second && best.size == 2)
    return Bars(
      metre: metre, numbers: best.numbers,
      confidence: 1 / counts.reduce(0) { $0 + exp($1.worth - best.worth) })
  }

  private func worth(ofBars size: Int, count: Double, _ evidence: BarEvidence) -> Double {
    let similarities = [
      (Self.rhythm, evidence.rhythm), (Self.chords, evidence.chords),
      (Self.stresses, evidence.stresses),
    ].map { weight, recurrence in
      weight.bar * recurrence.correlation(atLag: size)
        + weight.twoBars * recurrence.correlation(atLag: 2 * size)
    }
    return similarities.reduce(Self.count * count + (Self.preferences[size] ?? 0), +)
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
