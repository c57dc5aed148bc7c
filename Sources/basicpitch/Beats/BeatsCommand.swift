import Arithmetic
import CNNInference
import Exports
import Transcription
import TranscriptionTypes

/// `basicpitch beats`.
struct BeatsCommand {
  private let arguments: BeatsArguments
  private let console: Console

  init(_ arguments: BeatsArguments) {
    self.arguments = arguments
    console = Console(isQuiet: arguments.quiet)
  }

  /// Hears the recording and tells its beats; nothing is printed before all of it was heard.
  func run() throws {
    Interruption.watch()
    let end = try listen()
    let name = InputName(path: arguments.input).quoted
    if let shortfall = end.shortfall { console.note("\(name) \(shortfall.description)") }
    let report = BeatReport(end.interpretation)
    if !report.hasPulse { console.note("\(name) has no regular beat, or none that is clear") }
    try Console.give(arguments.json ? report.json + "\n" : report.table)
  }

  /// The last passage, which has what was found.
  private func listen() throws -> Passage {
    let path = try ModelLocation.notes.find(named: arguments.model)
    var settings = Transcriber.Settings()
    settings.threadCount = WorkDivision.threadCount(asked: arguments.threads)
    settings.notes.includesPitchBends = false
    var interpretation = Interpreter.Settings()
    interpretation.beats.tempo = arguments.tempo.value
    settings.interpretation = interpretation
    let arithmetic = try Arithmetic()
    let transcriber = Transcriber(
      model: try ModelWeights(path: path), settings: settings, arithmetic: arithmetic)
    var passages = PassageStream(settings: settings, arithmetic: arithmetic)
    let recording = arguments.source.recording(at: arguments.input)
    let heard = try transcriber.listen(to: recording) { passage throws(ExportError) in
      _ = passages.append(passage)
    }
    return passages.finish(shortfall: heard.shortfall)
  }
}
