import Exports
import MIDIWriter
import Transcription
import TranscriptionTypes

/// `basicpitch render`.
struct RenderCommand {
  private let arguments: RenderArguments
  private let console: Console

  init(_ arguments: RenderArguments) {
    self.arguments = arguments
    console = Console(isQuiet: arguments.quiet)
  }

  /// Renders the MIDI file; an output that exists is refused before any work is done.
  func run() throws {
    Interruption.watch()
    let path = arguments.output ?? FilePath(arguments.input).withoutExtension + ".wav"
    let midi = try readMIDI()
    let output = try OutputFile(
      path: path, overwriting: arguments.force, sparing: arguments.input)
    if midi.tracks.isEmpty { console.note("'\(arguments.input)' has no notes") }
    try Renderer(settings: settings).render(midi, to: output.temporaryPath)
    try output.commit()
  }

  private func readMIDI() throws(Failure) -> MIDIFile {
    do {
      return try MIDIFile(contentsOf: arguments.input)
    } catch {
      throw Failure(
        message: "cannot read '\(arguments.input)': \(error)", exitCode: .input,
        path: arguments.input)
    }
  }

  private var settings: Renderer.Settings {
    var settings = Renderer.Settings()
    settings.sampleRate = Double(arguments.rate)
    settings.channels = arguments.mono ? .mono : .stereo
    settings.format =
      switch arguments.bits {
      case .integer16: .pcm16
      case .integer24: .pcm24
      case .float32: .float32
      }
    return settings
  }
}
