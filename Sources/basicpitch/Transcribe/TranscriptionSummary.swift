import AudioIO
import Transcription
import TranscriptionTypes

/// What is said about a transcription when it is done.
struct TranscriptionSummary: Sendable {
  /// Seconds that the stages took.
  var times = StageTimes()
  var frameCount = 0
  /// Samples at 22 050 Hz; none where posteriorgrams were read.
  var sampleCount = 0
  /// Of each variant.
  var noteCounts: [Int] = []
  /// How the recording ended before its time.
  var shortfall: Shortfall?

  /// What the notes mean, where that was asked for; of the last variant.
  var interpretation: Interpretation?

  /// The instruments that play most, where that was asked for.
  var family: InstrumentFamily?

  /// Of all variants together.
  var noteCount: Int { noteCounts.reduce(0, +) }

  /// Takes in that of another recording.
  mutating func add(_ other: TranscriptionSummary) {
    times.add(other.times)
    frameCount += other.frameCount
    sampleCount += other.sampleCount
    noteCounts += other.noteCounts
  }

  /// Seconds of audio that were heard.
  var duration: Double {
    sampleCount > 0
      ? Double(sampleCount) / ModelConstants.sampleRate
      : basicpitch.duration(ofFrames: frameCount)
  }

  /// A line a stage: seconds of all threads together, their share of all, and how many times faster
  /// than the recording that is; then the time that has passed.
  ///
  /// - Parameter start: when the work began, as `StageTimes.now`.
  func timings(since start: UInt64) -> [String] {
    // Instruments are heard where somebody asks for them.
    let asked = StageTimes.Stage.allCases.filter { $0 != .instruments || times[$0] > 0 }
    let stages = asked.map { stage in
      line(stage.name, times[stage], share: times.total > 0 ? times[stage] / times.total : 0)
    }
    let elapsed = Double(StageTimes.now - start) / 1e9
    return [columns("stage", "seconds", "share", "x real time")] + stages
      + [line("all stages", times.total, share: 1), line("elapsed", elapsed, share: nil)]
  }

  private func line(_ name: String, _ seconds: Double, share: Double?) -> String {
    return columns(
      name, decimal(seconds, places: 3), share.map { decimal(100 * $0, places: 1) + " %" } ?? "",
      seconds > 0 ? decimal(duration / seconds, places: 0) : "")
  }
}

extension StageTimes.Stage {
  fileprivate var name: String {
    switch self {
    case .decoding: "decode, resample"
    case .transform: "constant-Q"
    case .network: "network"
    case .joining: "join"
    case .instruments: "instruments"
    case .notes: "notes"
    case .output: "output"
    }
  }
}

/// A name to the left, the rest to the right.
private func columns(_ name: String, _ others: String...) -> String {
  func spaces(_ width: Int, _ text: String) -> String {
    String(repeating: " ", count: max(0, width - text.count))
  }
  return name + spaces(18, name) + others.map { spaces(12, $0) + $0 }.joined()
}
