import Exports
import Transcription

/// Tells what became of each recording, in order, and of all of them at the end.
struct OutcomeReporter: ~Copyable {
  private let console: Console
  private let isBatch: Bool
  private let progress: ProgressLine?
  private var report: ReportFile?
  private let start = StageTimes.now
  private var totals = Totals()
  private var times = TranscriptionSummary()
  private var failure: Failure?

  /// - Throws: where the report cannot be written.
  init(
    _ arguments: TranscribeArguments, isBatch: Bool, console: Console, progress: ProgressLine?,
    origin: TranscriptionOrigin
  ) throws(ExportError) {
    self.console = console
    self.isBatch = isBatch
    self.progress = progress
    report = try arguments.batch.report.map { path throws(ExportError) in
      try ReportFile(
        path: path, overwriting: arguments.force || arguments.batch.skipExisting, origin: origin,
        shard: arguments.batch.shard)
    }
  }

  /// Takes in the next outcome.
  mutating func take(_ outcome: TranscriptionOutcome) throws(ExportError) {
    totals.count(outcome)
    times.add(outcome.summary)
    if case .failed(let failure) = outcome.status { self.failure = failure }
    let (console, isBatch) = (console, isBatch)
    if let progress {
      progress.interrupt { Self.tell(outcome, to: console, isBatch: isBatch) }
    } else {
      Self.tell(outcome, to: console, isBatch: isBatch)
    }
    try report?.append(outcome)
  }

  /// Completes the report and says how it all went.
  ///
  /// - Returns: why the program fails; nil if all went well.
  consuming func finish(showingTimings: Bool) throws(ExportError) -> Failure? {
    progress?.erase()
    let elapsed = Double(StageTimes.now - start) / 1e9
    if let report = report.take() { try report.commit(totals, elapsed: elapsed) }
    if showingTimings { Console.tell(times.timings(since: start)) }
    guard isBatch else { return failure }
    let sentence = totals.sentence(elapsed: elapsed)
    if totals.failed > 0 { return Failure(message: sentence, exitCode: .partial) }
    console.note(sentence)
    return nil
  }

  private static func tell(_ music: Interpretation, of name: String, to console: Console) {
    if let key = music.key, key.confidence < 1 {
      console.detail("\(name): \(key.key.name), confidence \(decimal(key.confidence, places: 2))")
    }
    guard let grid = music.grid else { return }
    guard music.pulse != nil else {
      return console.note(
        "\(name) has no regular beat, or none that is clear: notes keep their times; --tempo BPM"
          + " helps if there is one")
    }
    console.detail(
      "\(name): \(grid.metre.name), \(decimal(grid.tempo, places: 1)) beats a minute, confidence"
        + " \(decimal(grid.confidence, places: 2))")
  }

  private static func tell(
    _ outcome: TranscriptionOutcome, to console: Console, isBatch: Bool
  ) {
    let name = outcome.job.name
    switch outcome.status {
    case .failed(let failure): if isBatch { Console.complain(failure) }
    case .skipped:
      if isBatch { console.detail("\(name) skipped") } else { console.note("\(name): all there") }
    case .done:
      let summary = outcome.summary
      if let shortfall = summary.shortfall { console.note("\(name) \(shortfall.description)") }
      if summary.frameCount == 0 {
        console.note("\(name) is empty or too short for a note: no notes")
      } else if summary.noteCount == 0 {
        console.note("no notes found in \(name)")
      }
      if let family = summary.family { console.detail("\(name): \(family.rawValue)") }
      if let music = summary.interpretation { tell(music, of: name, to: console) }
      if outcome.hasSilentPage {
        console.note(
          "the page of \(name) has no sound, as it is longer than"
            + " \(clockTime(PageOutput.longestSound)); --start and --duration make one of a part")
      }
      let speed =
        "\(decimal(summary.duration, places: 1)) s in \(decimal(outcome.elapsed, places: 2)) s"
      let notes = summary.noteCounts.map(String.init).joined(separator: ", ") + " notes"
      console.detail(isBatch ? "\(name): \(notes), \(speed)" : notes)
    }
  }
}
