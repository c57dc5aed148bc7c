import Arithmetic
import CNNInference
import Exports
import NoteCreation
import Pictures
import Transcription
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `basicpitch transcribe`.
struct TranscribeCommand {
  private let arguments: TranscribeArguments
  private let console: Console

  init(_ arguments: TranscribeArguments) {
    self.arguments = arguments
    console = Console(isQuiet: arguments.quiet, isVerbose: arguments.verbose)
  }

  /// Transcribes all recordings; outputs that exist are refused before any work is done.
  func run() throws {
    Interruption.watch()
    let plan = try TranscriptionPlan(arguments)
    if let folder = plan.folder { try makeFolder(folder) }
    // What will draw, if anything: without it, the work would be for nothing.
    if arguments.allFormats.contains(.png) { _ = try PNGWriter() }
    let arithmetic = try Arithmetic()
    let modelPath = try ModelLocation.find(named: arguments.model)
    let model = try ModelWeights(path: modelPath)
    console.detail("model: \(modelPath), CRC-32 \(model.checksumText)")
    noteIgnoredLimits()

    let division = WorkDivision(arguments, jobCount: plan.isBatch ? plan.jobs.count : 1)
    let settings = Transcriber.Settings(arguments, threadCount: division.threadsPerJob)
    console.detail("\(arithmetic.name), \(division.description)")
    if settings.notes.minimumNoteFrames > 0 {
      console.detail("a note has more than \(settings.notes.minimumNoteFrames) frames")
    }
    let origin = TranscriptionOrigin(arguments, modelChecksum: model.checksumText)
    let showsProgress = plan.isBatch && !arguments.quiet && ProgressLine.isPossible
    let progress = showsProgress ? ProgressLine(total: plan.jobs.count) : nil
    let worker = JobTranscriber(
      transcriber: Transcriber(model: model, settings: settings, arithmetic: arithmetic),
      arguments: arguments, makesFolders: plan.folder != nil, origin: origin, progress: progress)
    var reporter = try OutcomeReporter(
      arguments, isBatch: plan.isBatch, console: console, progress: progress, origin: origin)
    try inOrder(plan.jobs, threadCount: division.jobCount) {
      worker.run($0)
    } receive: {
      try reporter.take($0)
    }
    if let failure = try reporter.finish(showingTimings: arguments.timings) { throw failure }
  }

  private func noteIgnoredLimits() {
    guard arguments.compatible == nil else { return }
    let limits = [
      ("--minimum-frequency", arguments.minimumFrequency),
      ("--maximum-frequency", arguments.maximumFrequency),
    ]
    for case (let name, let limit?) in limits where limit < ModelConstants.lowestFrequency {
      console.note(
        "\(name) \(limit) lies below the lowest key, 27.5 Hz, and excludes nothing")
    }
  }
}
