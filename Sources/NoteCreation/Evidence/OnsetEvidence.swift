import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What speaks for and against a candidate being an onset.
///
/// A key that was silent and one that already sounds are asked different questions: does it begin,
/// or is it struck again? Each answer is a weighted sum of a few measurements; the weights are those
/// of a logistic regression, so the sum is in log odds.
struct OnsetEvidence {
  /// A key whose note posteriorgram was at least this just before is sounding already.
  private static let sounding = 0.3

  /// Semitones from a key to its harmonics: 2, 3, 4, 5, 6 and 8 times its frequency.
  private static let harmonics = [12, 19, 24, 28, 31, 36]

  private let note: FrameHistory
  private let onset: FrameHistory
  private let frame: Int
  private let bin: Int

  init(_ candidate: OnsetCandidate, note: FrameHistory, onset: FrameHistory) {
    frame = candidate.frame
    bin = candidate.bin
    self.note = note
    self.onset = onset
  }

  /// The log odds that it is an onset.
  ///
  /// - Parameter weakness: of the candidates around it, see `OnsetCandidates`.
  func score(weakness: Double) -> Double {
    before >= Self.sounding ? restruckScore(weakness: weakness) : freshScore
  }

  /// Does a silent key begin to sound, of itself and not as a harmonic?
  ///
  /// `rise` counts against it only because growth and holding on say the same better: together they
  /// ask that the key comes up and stays up.
  private var freshScore: Double {
    let ghost = highest { level(after: $0) } * highest { strike(around: $0) }
    return -3.5988
      + 1.5660 * strike
      - 8.9546 * rise
      - 2.8158 * ghost
      + 4.5132 * log((after + 0.05) / (before + 0.05))
      + 8.4885 * note.mean(frame + 1..<frame + 13, bin: bin)
      - 2.3354 * strikeSoonAfter
  }

  /// Is a key that sounds struck again?
  private func restruckScore(weakness: Double) -> Double {
    let dip = note.lowest(frame - 7..<frame + 1, bin: bin)
    let riseBelow = highest { level(after: $0) - level(before: $0) }
    return -8.6276
      + 1.9063 * strike
      + 1.5428 * log((after + 0.03) / (dip + 0.03))
      - 0.5675 * weakness
      + 3.1962 * company
      - 1.7995 * harmonicsStruck
      - 3.3458 * (riseBelow - rise)
      + 1.5536 * max(0, strikeSoonAfter - 0.4)
  }

  /// How sure the network is, in log odds.
  private var strike: Double {
    let value = Double(onset[frame, bin])
    return log(value / (1.0001 - value))
  }

  private var before: Double { level(before: bin) }
  private var after: Double { level(after: bin) }

  private func level(before bin: Int) -> Double { note.mean(frame - 8..<frame - 2, bin: bin) }
  private func level(after bin: Int) -> Double { note.mean(frame + 1..<frame + 7, bin: bin) }

  /// The most of a measurement over the keys of which this one is a harmonic.
  private func highest(below measure: (_ bin: Int) -> Double) -> Double {
    Self.harmonics.reduce(0) { max($0, measure(bin - $1)) }
  }

  private func strike(around bin: Int) -> Double { onset.highest(frame - 4..<frame + 5, bin: bin) }

  /// Whether the key is struck again a little later.
  private var strikeSoonAfter: Double { onset.highest(frame + 4..<frame + 25, bin: bin) }

  /// The key begins to sound.
  private var rise: Double { after - before }

  /// How much is struck on its harmonics.
  private var harmonicsStruck: Double {
    Self.harmonics.dropLast().reduce(0) { max($0, strike(around: bin + $1)) }
  }

  /// How much is struck together with it on all other keys.
  private var company: Double {
    let around = frame - 3..<frame + 4
    let others = onset.sumOfHighest(around) - onset.highest(around, bin: bin)
    return log(others + 0.1)
  }
}
