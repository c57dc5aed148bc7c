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
    if let shard = arguments.batch.shard?.description {
      console.note("share \(shard): \(plan.jobs.count) of \(plan.foundCount) recordings")
    }
    noteIgnoredLimits()
    let division = WorkDivision(arguments, jobCount: plan.isBatch ? plan.jobs.count : 1)
    let (source, modelChecksum) = try source(division)
    if arguments.noteSettings.minimumNoteFrames > 0 {
      console.detail("a note has more than \(arguments.noteSettings.minimumNoteFrames) frames")
    }
    let origin = TranscriptionOrigin(arguments, modelChecksum: modelChecksum)
    let showsProgress =
      !arguments.quiet && ProgressLine.isPossible(besideResults: arguments.output == "-")
    let progress =
      showsProgress ? ProgressLine(recordingCount: plan.isBatch ? plan.jobs.count : nil) : nil
    let worker = JobTranscriber(
      source: source, arguments: arguments, variants: arguments.variants,
      makesFolders: plan.makesFolders, modelChecksum: modelChecksum, progress: progress)
    var reporter = try OutcomeReporter(
      arguments, isBatch: plan.isBatch, console: console, progress: progress, origin: origin)
    try inOrder(plan.jobs, threadCount: division.jobCount) {
      worker.run($0)
    } receive: {
      try reporter.take($0)
    }
    if let failure = try reporter.finish(showingTimings: arguments.timings) { throw failure }
  }

  /// Where the posteriorgrams come from, and the checksum of the model that is asked.
  private func source(
    _ division: WorkDivision
  ) throws -> (source: PosteriorgramSource, modelChecksum: String?) {
    let arithmetic = try Arithmetic()
    if arguments.fromPosteriorgrams { return (.archives(arithmetic), nil) }
    let path = try ModelLocation.notes.find(named: arguments.model)
    let model = try ModelWeights(path: path)
    console.detail("model: \(path), CRC-32 \(model.checksumText)")
    console.detail("\(arithmetic.name), \(division.description)")
    let settings = Transcriber.Settings(arguments, threadCount: division.threadsPerJob)
    let instruments =
      settings.findsProgram
      ? try InstrumentWeights(path: ModelLocation.instruments.find(named: nil)) : nil
    let transcriber = Transcriber(
      model: model, settings: settings, instruments: instruments, arithmetic: arithmetic)
    return (.network(transcriber), model.checksumText)
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
