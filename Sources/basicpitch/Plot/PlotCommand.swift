import Exports
import MIDIWriter
import Pictures
import TranscriptionTypes

/// `basicpitch plot`.
struct PlotCommand {
  private let arguments: PlotArguments
  private let console: Console

  init(_ arguments: PlotArguments) {
    self.arguments = arguments
    console = Console(isQuiet: arguments.quiet)
  }

  /// Draws the picture; an output that exists is refused before any work is done.
  func run() throws {
    Interruption.watch()
    let path = arguments.picturePath
    let png = OutputFormat.picture(at: path) == .png ? try PNGWriter() : nil
    var output = try OutputFile(
      path: path, overwriting: arguments.force, sparing: [arguments.input])
    let picture = try figure().draw()
    try output.write(png?.encode(picture) ?? SVGWriter().encode(picture))
    try output.commit()
  }

  private func figure() throws -> Figure {
    let input = arguments.input
    var figure = Figure(title: InputName(path: input).title)
    (figure.width, figure.height) = (arguments.width, arguments.height)
    let background = PlotBackground(
      view: arguments.view, source: arguments.source, console: console)
    let isRaw = arguments.over == nil && arguments.source.rawRate != nil
    guard try PlotContent(of: input, isRaw: isRaw) == .music else {
      if arguments.over != nil {
        throw Failure(
          message: "--over wants the notes of a MIDI file, which '\(input)' is not",
          exitCode: .usage, path: input)
      }
      figure.heatmap = try background.read(input)
      return figure
    }
    if let view = arguments.view, arguments.over == nil {
      throw Failure(
        message: "'\(input)' is a MIDI file, which has no \(view.rawValue); --over FILE draws it"
          + " over what has one", exitCode: .usage, path: input)
    }
    if arguments.over == nil { try background.refuseParts(of: input) }
    let midi = try readMIDI(input)
    figure.notes = midi.notes.filter { $0.channel != MIDIFile.drumChannel }
    figure.bars = midi.bars
    if figure.notes.isEmpty { console.note("'\(input)' has no notes") }
    figure.heatmap = try arguments.over.map(background.read)
    return figure
  }

  private func readMIDI(_ path: String) throws(Failure) -> MIDIFile {
    do throws(MIDIError) { return try MIDIFile(contentsOf: path) } catch {
      throw Failure(message: "cannot read '\(path)': \(error)", exitCode: .input, path: path)
    }
  }
}
