#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds where keys are struck, while frames arrive.
struct OnsetDetection: Sendable {
  /// Frames between a candidate and what surrounds it, which is all that it is judged by.
  private static let surroundings = 30
  /// Frames that a candidate then waits for others, for several are judged in less time than each alone.
  private static let patience = 16
  /// Frames between a candidate and the decision.
  static let delay = surroundings + patience + OnsetChoice.reach

  /// What an onset's log odds must exceed.
  private let limit: Double
  private let judge: NoteJudge
  private var candidates: OnsetCandidates
  /// Found, and not yet surrounded.
  private var found: [OnsetCandidate] = []
  /// Surrounded, and not yet judged.
  private var waiting: [OnsetCandidate] = []
  private var choice = OnsetChoice()

  init(settings: NoteCreator.Settings, judge: NoteJudge) {
    self.judge = judge
    limit = log(settings.onsetThreshold / (1 - settings.onsetThreshold))
    candidates = OnsetCandidates(bins: FrequencyRange(settings: settings).bins)
  }

  /// Looks at the next frame.
  ///
  /// - Precondition: `OnsetCandidates.neighbours` frames after it have arrived, if there are any.
  mutating func advance(to frame: Int, in frames: RecentFrames) {
    found += candidates.find(in: frame, of: frames.onset)
    let surrounded = found.prefix { $0.frame <= frame - Self.surroundings }
    for var candidate in surrounded where judge.considers(candidate, in: frames) {
      candidate.weakness = candidates.weakness
      waiting.append(candidate)
    }
    found.removeFirst(surrounded.count)
    guard let first = waiting.first,
      first.frame <= frame - Self.surroundings - Self.patience
    else { return }
    judgeAll(in: frames)
  }

  /// Judges those that wait.
  private mutating func judgeAll(in frames: RecentFrames) {
    for var candidate in judge.judged(waiting, in: frames) {
      candidate.score -= limit
      choice.append(candidate)
    }
    waiting.removeAll(keepingCapacity: true)
  }

  /// The onsets of a frame, at least `delay` before the one looked at last.
  ///
  /// - Precondition: no frame is asked for after a later one.
  mutating func onsets(in frame: Int) -> [OnsetCandidate] { choice.onsets(in: frame) }
}
