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

/// One line on a terminal that says how far many recordings are, drawn over and over.
///
/// It has no colours, whatever `NO_COLOR` says.
final class ProgressLine: Sendable {
  /// Nanoseconds between two drawings: nobody reads faster.
  private static let pause: UInt64 = 100_000_000

  private struct State {
    var doneCount = 0
    var frameCount = 0
    var drawnAt: UInt64 = 0
    var isShown = false
  }

  private let total: Int
  private let start = StageTimes.now
  private let state = Mutex(State())

  /// - Parameter total: Recordings to work on.
  init(total: Int) { self.total = total }

  /// Whether standard error is a terminal that can go back to the beginning of a line.
  static var isPossible: Bool {
    !Console.isForPrograms && isatty(STDERR_FILENO) != 0
      && getenv("TERM").map { String(cString: $0) } != "dumb"
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
    let text = Self.text(
      done: state.doneCount, of: total, frameCount: state.frameCount, elapsed: elapsed)
    Console.writeRaw("\r\(text)\u{1b}[K")
  }

  /// What the line says, in fewer than 60 columns.
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

/// Seconds of audio in so many frames.
func duration(ofFrames count: Int) -> Double {
  Double(count * ModelConstants.hopLength) / ModelConstants.sampleRate
}

/// Seconds as `M:SS` or `H:MM:SS`.
func clockTime(_ seconds: Double) -> String {
  let seconds = Int(min(seconds.rounded(.up), 1e9))
  func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
  let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
  return hours > 0
    ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
}
