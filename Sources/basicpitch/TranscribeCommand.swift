import Arithmetic
import CNNInference
import Exports
import MIDIWriter
import NoteCreation
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

  /// Transcribes the recording; outputs that exist are refused before any work is done.
  func run() throws {
    let start = StageTimes.now
    var outputs = try TranscriptionOutputs(arguments)
    let arithmetic = try Arithmetic()
    let modelPath = try ModelLocation.find(named: arguments.model)
    let model = try ModelWeights(path: modelPath)
    console.detail("model: \(modelPath), CRC-32 \(model.checksumText)")
    noteIgnoredLimits()

    let transcriber = Transcriber(model: model, settings: settings, arithmetic: arithmetic)
    console.detail("\(arithmetic.name), \(settings.threadCount) threads")
    if settings.notes.minimumNoteFrames > 0 {
      console.detail("a note has more than \(settings.notes.minimumNoteFrames) frames")
    }
    var summary = TranscriptionSummary()
    let times = try transcriber.transcribe(arguments.recording) { passage throws(ExportError) in
      try summary.times.measure(.output) { () throws(ExportError) in try outputs.write(passage) }
      summary.count(passage)
    }
    let end = StageTimes.now
    try outputs.commit()
    summary.times.add(since: end, to: .output)
    summary.times.add(times)
    report(summary, since: start)
  }

  private var settings: Transcriber.Settings {
    var settings = Transcriber.Settings()
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    settings.threadCount = min(arguments.threads ?? cores, cores)
    settings.trimming = arguments.compatible == .release040 ? .release040 : .main
    settings.notes = arguments.noteSettings
    settings.arrangement.tempo = arguments.midiTempo
    settings.arrangement.pitchBends = arguments.trackLayout
    if arguments.compatible == nil {
      settings.arrangement.tidiesPitchBends = true
      settings.arrangement.trackName = arguments.input == "-" ? "" : FilePath(arguments.input).stem
    }
    return settings
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

  private func report(_ summary: TranscriptionSummary, since start: UInt64) {
    if let shortfall = summary.shortfall {
      console.note("\(arguments.inputName) \(shortfall.description)")
    }
    if summary.frameCount == 0 {
      console.note("\(arguments.inputName) is empty or too short for a note: no notes")
    } else if summary.noteCount == 0 {
      console.note("no notes found in \(arguments.inputName)")
    }
    console.detail("\(summary.noteCount) notes")
    if arguments.timings { Console.tell(summary.timings(since: start)) }
  }
}
