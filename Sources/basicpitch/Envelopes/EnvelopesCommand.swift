import Arithmetic
import CNNInference
import Exports
import Pictures
import Transcription
import TranscriptionTypes

/// `basicpitch envelopes`.
struct EnvelopesCommand {
  private let arguments: EnvelopesArguments
  private let console: Console

  init(_ arguments: EnvelopesArguments) {
    self.arguments = arguments
    console = Console(isQuiet: arguments.quiet)
  }

  /// Hears the recording; outputs that exist are refused before any work is done.
  func run() throws {
    Interruption.watch()
    let weights = try InstrumentWeights(
      path: ModelLocation.instruments.find(named: arguments.model))
    let listener = InstrumentListener(
      weights, threadCount: WorkDivision.threadCount(asked: arguments.threads),
      arithmetic: try Arithmetic())
    let isStandard = arguments.tablePath == "-"
    var table =
      try isStandard ? OutputFile(standardOutputRevisable: false) : file(arguments.tablePath)
    var picture = try arguments.plot.map { path throws(ExportError) in try file(path) }
    var heatmap = Heatmap.families
    var text = EnvelopeTable()
    let recording = arguments.source.recording(at: arguments.input)
    let shortfall = try listener.listen(to: recording) { envelopes throws(ExportError) in
      try table.write(text.append(envelopes))
      heatmap.append(envelopes)
    }
    if let shortfall {
      console.note("\(InputName(path: arguments.input).quoted) \(shortfall.description)")
    }
    if let path = arguments.plot { try picture?.write(drawing(of: heatmap, at: path)) }
    try table.commit()
    try picture.take()?.commit()
  }

  private func file(_ path: String) throws(ExportError) -> OutputFile {
    try OutputFile(path: path, overwriting: arguments.force, sparing: [arguments.input])
  }

  private func drawing(of heatmap: Heatmap, at path: String) throws -> [UInt8] {
    var figure = Figure(title: InputName(path: arguments.input).title)
    figure.heatmap = heatmap
    let picture = try figure.draw()
    return OutputFormat.picture(at: path) == .png
      ? try PNGWriter().encode(picture) : SVGWriter().encode(picture)
  }
}

extension Heatmap {
  /// What the envelopes of instruments fill: the first family on top.
  fileprivate static var families: Heatmap {
    let names = InstrumentFamily.allCases.map(\.rawValue)
    return Heatmap(axis: .names(names.reversed()), rowCount: names.count, of: .loudness)
  }

  /// Takes in the next frames.
  fileprivate mutating func append(_ envelopes: InstrumentEnvelopes) {
    for (frame, time) in envelopes.times.enumerated() {
      append(frame: envelopes.levels(inFrame: frame).reversed()[...], at: time)
    }
  }
}
