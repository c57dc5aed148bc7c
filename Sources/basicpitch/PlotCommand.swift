import Arithmetic
import AudioIO
import Exports
import MIDIWriter
import Pictures
import Transcription
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
    let isPNG = OutputFormat.picture(at: path) == .png
    let png = isPNG ? try PNGWriter() : nil
    var output = try OutputFile(
      path: path, overwriting: arguments.force, sparing: arguments.input)
    let picture = try figure().draw()
    try output.write(png?.encode(picture) ?? SVGWriter().encode(picture))
    try output.commit()
  }

  private func figure() throws -> Figure {
    let input = arguments.input
    var figure = Figure(title: FilePath(input).stem)
    (figure.width, figure.height) = (arguments.width, arguments.height)
    if let midi = try readMIDI(input) {
      figure.notes = midi.notes.filter { $0.channel != MIDIFile.drumChannel }
      figure.tempo = midi.tempoChanges
      if figure.notes.isEmpty { console.note("'\(input)' has no notes") }
      if let view = arguments.view, arguments.over == nil {
        throw Failure(
          message: "'\(input)' is a MIDI file, which has no \(view.rawValue); --over FILE draws it"
            + " over a recording", exitCode: .usage)
      }
      figure.heatmap = try arguments.over.map(spectrogram)
    } else {
      if arguments.over != nil {
        throw Failure(
          message: "--over wants the notes of a MIDI file, which '\(input)' is not",
          exitCode: .usage)
      }
      figure.heatmap = try spectrogram(of: input)
    }
    return figure
  }

  /// The music, if the contents are those of a MIDI file.
  private func readMIDI(_ path: String) throws(Failure) -> MIDIFile? {
    do {
      guard try bytes(atBeginningOf: path, count: 4) == Array("MThd".utf8) else { return nil }
      return try MIDIFile(contentsOf: path)
    } catch {
      let reason = (error as? FileError)?.reason ?? "\(error)"
      throw Failure(message: "cannot read '\(path)': \(reason)", exitCode: .input)
    }
  }

  private func spectrogram(of path: String) throws -> Heatmap {
    let view: Spectrograph.View = arguments.view == .stft ? .stft : .cqt
    let spectrograph = Spectrograph(view, arithmetic: try Arithmetic())
    let frequencies = spectrograph.binFrequencies
    let axis: Heatmap.Axis =
      view == .stft
      ? .frequency(step: frequencies[1])
      : .pitch(
        lowest: Double(ModelConstants.lowestPitch),
        rowsPerSemitone: Double(ModelConstants.binsPerSemitone))
    var heatmap = Heatmap(axis: axis, rowCount: frequencies.count, of: .level)
    try spectrograph.transform(Recording(path: path)) { heatmap.append(frame: $0, at: $1) }
    return heatmap
  }
}
