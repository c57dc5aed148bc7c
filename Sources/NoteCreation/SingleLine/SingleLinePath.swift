import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which key sounds in each frame, where only one can: the best path through all keys and a rest.
///
/// A frame in which a key sounds counts for as much as the key is clearer than a rest; every change
/// costs, less where the new key is struck. What is decided of a frame is what the best path says
/// that has heard `lag` frames more.
///
/// Source: Viterbi, 1967, with the usual truncation.
struct SingleLinePath: Sendable {
  /// What is heard in a frame.
  enum State: Equatable, Sendable {
    case rest
    /// 0 for A0.
    case key(Int)
  }

  /// Frames between a frame and its decision: 150 are enough for each of 120 recordings to have the
  /// path that looks at it whole, and 50 for those of a single line.
  static let lag = 200

  /// What a change costs, in the logarithm of clarity: three frames that are twice as clear are
  /// worth it.
  private static let changeCost = 2.0
  /// Beginning a rest costs this part of it.
  private static let restCost = 0.5
  /// A key that is not struck costs this much of it, and one that surely is 1 less.
  private static let unstruckCost = 1.2
  /// Frames around the change in which the key may be struck.
  private static let strikeReach = 2
  /// What a rest is as clear as, by the threshold below which a key does not sound.
  private static let restClarity = 5.0 / 6.0
  /// Added to clarities, for no key is ever quite silent.
  private static let murmur = 0.02

  private static let rest = ModelConstants.pitchCount

  /// How the states of a frame came about.
  private struct Step {
    /// The best state of the frame before.
    let best: Int
    /// The states entered from there, one bit each; the others go on.
    var entered: UInt128 = 0
  }

  private let bins: Range<Int>
  private let clarityOfRest: Double
  /// How good the best path to each state is, relative to the best of them.
  private var scores: [Double]
  /// Those of the frames that are not decided.
  private var steps: [Step] = []

  init(settings: NoteCreator.Settings) {
    bins = FrequencyRange(settings: settings).bins
    clarityOfRest = settings.frameThreshold * Self.restClarity + Self.murmur
    scores = Array(repeating: -.infinity, count: Self.rest + 1)
    for state in Array(bins) + [Self.rest] { scores[state] = 0 }
  }

  /// Hears the next frame.
  ///
  /// - Returns: the state of the frame that lies `lag` frames before it.
  /// - Precondition: two frames after it have arrived, if there are any.
  mutating func append(_ frame: Int, of frames: RecentFrames) -> State? {
    let best = best
    let top = scores[best]
    var step = Step(best: best)
    for state in Array(bins) + [Self.rest] {
      let entry = top - cost(of: state, in: frame, of: frames)
      if scores[state] < entry {
        step.entered |= 1 << UInt128(state)
        scores[state] = entry
      }
      scores[state] += gain(of: state, in: frame, of: frames) - top
    }
    steps.append(step)
    return steps.count > Self.lag ? decideFirst() : nil
  }

  /// The states of the frames that are not decided, once there are no more.
  mutating func finish() -> [State] {
    (0..<steps.count).map { _ in decideFirst() }
  }

  /// The best state, of equals the first.
  private var best: Int {
    scores.indices.reduce(bins.first ?? Self.rest) { scores[$1] > scores[$0] ? $1 : $0 }
  }

  /// What the best path says of the first frame that is not decided.
  private mutating func decideFirst() -> State {
    var state = best
    for step in steps.dropFirst().reversed() where step.entered >> UInt128(state) & 1 == 1 {
      state = step.best
    }
    steps.removeFirst()
    return state == Self.rest ? .rest : .key(state)
  }

  private func cost(of state: Int, in frame: Int, of frames: RecentFrames) -> Double {
    guard state != Self.rest else { return Self.changeCost * Self.restCost }
    let around = frame - Self.strikeReach..<frame + Self.strikeReach + 1
    return Self.changeCost * (Self.unstruckCost - frames.onset.highest(around, bin: state))
  }

  /// How much likelier the frame is if the state is right than if it is a rest.
  private func gain(of state: Int, in frame: Int, of frames: RecentFrames) -> Double {
    guard state != Self.rest else { return 0 }
    let clarity = (Double(frames.note[frame, state]) + frames.salience(of: state, in: frame)) / 2
    return log((clarity + Self.murmur) / clarityOfRest)
  }
}
