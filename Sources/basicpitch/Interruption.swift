import Exports
import Transcription

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Sees to it that a program which is told to end leaves no half-written output.
enum Interruption {
  /// From here on, SIGINT, SIGTERM and SIGHUP remove unfinished outputs and end the program with 128
  /// and the signal's number; those that the caller had ignored stay ignored.
  ///
  /// To be called before other threads are started: they inherit that the signals are not for them.
  static func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(signal) {
      sigaddset(&signals, signal)
    }
    // Nobody may read what is written to a pipe, a file may become too large: errors like any other.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    let watched = signals
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    _ = startThread {
      var (signals, number) = (watched, Int32(0))
      guard sigwait(&signals, &number) == 0 else { return }
      Console.complain(
        Failure(message: "interrupted", exitCode: .interrupted), code: 128 + number)
      abandonOutputs(exitCode: 128 + number)
    }
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #elseif canImport(Musl)
      let handler = action.__sa_handler.sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
