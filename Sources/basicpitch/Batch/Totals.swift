/// How many recordings ended how.
struct Totals: Equatable, Sendable {
  private(set) var done = 0
  private(set) var skipped = 0
  private(set) var failed = 0
  private(set) var noteCount = 0
  /// Seconds of audio that were heard.
  private(set) var duration = 0.0

  mutating func count(_ outcome: TranscriptionOutcome) {
    switch outcome.status {
    case .done: done += 1
    case .skipped: skipped += 1
    case .failed: failed += 1
    }
    noteCount += outcome.summary.noteCount
    duration += outcome.summary.duration
  }

  /// The line at the end of a batch.
  func sentence(elapsed: Double) -> String {
    let all = done + skipped + failed
    var text = "\(done) of \(all) recordings transcribed"
    if skipped > 0 { text += ", \(skipped) skipped" }
    if failed > 0 { text += ", \(failed) failed" }
    guard done > 0, elapsed > 0 else { return text }
    return text + "; \(decimal(duration, places: 1)) s of audio in"
      + " \(decimal(elapsed, places: 1)) s, \(decimal(duration / elapsed, places: 0)) × real time"
  }
}
