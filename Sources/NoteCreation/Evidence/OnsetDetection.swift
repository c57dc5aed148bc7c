#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds where keys are struck, while frames arrive.
struct OnsetDetection: Sendable {
  /// Frames between a candidate and its score, which looks ahead almost as far.
  private static let scoreDelay = 30
  /// Frames between a candidate and the decision.
  static let delay = scoreDelay + OnsetChoice.reach

  /// What an onset's log odds must exceed.
  private let limit: Double
  private let judge: NoteJudge
  private var candidates: OnsetCandidates
  /// Found and not scored.
  private var found: [OnsetCandidate] = []
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
    // All of one frame, as every frame is looked at.
    let due = found.prefix { $0.frame <= frame - Self.scoreDelay }
    guard !due.isEmpty else { return }
    for var candidate in judge.judged(due, weakness: candidates.weakness, in: frames) {
      candidate.score -= limit
      choice.append(candidate)
    }
    found.removeFirst(due.count)
  }

  /// The onsets of a frame, at least `delay` before the one looked at last.
  ///
  /// - Precondition: no frame is asked for after a later one.
  mutating func onsets(in frame: Int) -> [OnsetCandidate] { choice.onsets(in: frame) }
}
