import Synchronization
import Transcription
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One line on a terminal that says how far a recording is, or many are, drawn over and over.
///
/// It has no colours, whatever `NO_COLOR` says.
final class ProgressLine: Sendable {
  /// Nanoseconds between two drawings: nobody reads faster.
  private static let pause: UInt64 = 100_000_000

  private struct State {
    var doneCount = 0
    var frameCount = 0
    /// Seconds that there should be; nil as long as nobody has said so.
    var expected: Double?
    var drawnAt: UInt64
    var isShown = false
  }

  private let recordingCount: Int?
  private let start = StageTimes.now
  private let state: Mutex<State>

  /// - Parameter recordingCount: How many are to be worked on; nil for a single one.
  init(recordingCount: Int?) {
    self.recordingCount = recordingCount
    // A single one may be done at once, and needs no line then.
    state = Mutex(State(drawnAt: recordingCount == nil ? StageTimes.now : 0))
  }

  /// Whether standard error is a terminal that can go back to the beginning of a line.
  ///
  /// - Parameter besideResults: Whether results go to standard output, which may be the same one.
  static func isPossible(besideResults: Bool) -> Bool {
    !Console.isForPrograms && isatty(STDERR_FILENO) != 0
      && !(besideResults && isatty(STDOUT_FILENO) != 0)
      && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// So many seconds are to be heard.
  func expect(_ seconds: Double) {
    state.withLock { $0.expected = seconds }
  }

  /// So many frames more have been heard.
  func advance(frameCount: Int) {
    state.withLock {
      $0.frameCount += frameCount
      if StageTimes.now - $0.drawnAt >= Self.pause { draw(&$0) }
    }
  }

  /// Another recording is done.
  func completeOne() {
    state.withLock { $0.doneCount += 1 }
  }

  /// Says something above the line.
  func interrupt(_ speak: () -> Void) {
    state.withLock {
      if $0.isShown { Console.writeRaw("\r\u{1b}[K") }
      speak()
      if $0.isShown { draw(&$0) }
    }
  }

  /// Takes the line away.
  func erase() {
    state.withLock {
      if $0.isShown { Console.writeRaw("\r\u{1b}[K") }
      $0.isShown = false
    }
  }

  private func draw(_ state: inout State) {
    state.drawnAt = StageTimes.now
    state.isShown = true
    let elapsed = Double(state.drawnAt - start) / 1e9
    let text =
      if let recordingCount {
        Self.text(
          done: state.doneCount, of: recordingCount, frameCount: state.frameCount,
          elapsed: elapsed)
      } else {
        Self.text(
          heard: duration(ofFrames: state.frameCount), of: state.expected, elapsed: elapsed)
      }
    Console.writeRaw("\r\(text)\u{1b}[K")
  }

  /// What the line says of one recording, in fewer than 60 columns. In seconds.
  static func text(heard: Double, of expected: Double?, elapsed: Double) -> String {
    var text = clockTime(heard)
    if let expected { text += " of \(clockTime(expected))" }
    guard elapsed > 0, heard > 0 else { return text }
    text += ", \(decimal(heard / elapsed, places: 0)) × real time"
    if let expected, heard < expected {
      text += ", \(clockTime((expected - heard) * elapsed / heard)) left"
    }
    return text
  }

  /// What the line says of many recordings, in fewer than 60 columns.
  static func text(done: Int, of total: Int, frameCount: Int, elapsed: Double) -> String {
    var text = "\(done)/\(total) recordings"
    if elapsed > 0, frameCount > 0 {
      text += ", \(decimal(duration(ofFrames: frameCount) / elapsed, places: 0)) × real time"
    }
    if done > 0, done < total {
      text += ", \(clockTime(elapsed * Double(total - done) / Double(done))) left"
    }
    return text
  }
}

/// Seconds of audio in so many frames of joined windows, which are a little less than 256 samples.
func duration(ofFrames count: Int) -> Double {
  Double(count * ModelConstants.windowHop)
    / (Double(ModelConstants.keptFramesPerWindow) * ModelConstants.sampleRate)
}

/// Seconds as `M:SS` or `H:MM:SS`.
func clockTime(_ seconds: Double) -> String {
  let seconds = Int(min(seconds.rounded(.up), 1e9))
  func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
  let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
  return hours > 0
    ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
}
