import Arithmetic
import AudioIO
import Exports
import MIDIWriter
import SynthRenderer
import Transcription
import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

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
    let midi = try readMIDI()
    try checkOriginal()
    let settings = try settings(soundFont: openSoundFont())
    let output = try openOutput()
    if midi.tracks.isEmpty { console.note("'\(arguments.input)' has no notes") }
    let renderer = Renderer(settings: settings, arithmetic: try Arithmetic())
    let outcome = try render(midi, with: renderer, to: output.temporaryPath)
    try output.commit()
    tell(outcome)
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

  private func checkOriginal() throws(Failure) {
    guard let original = arguments.original, case .other = FileKind(of: original) else { return }
    throw Failure(
      message: "'\(original)' is no file; --against reads its recording twice", exitCode: .input,
      path: original)
  }

  private func openSoundFont() throws -> SoundFont? {
    guard let path = try SoundFontLocation.find(named: arguments.soundFont) else { return nil }
    guard SoundFont.sampleRates.contains(Double(arguments.rate)) else {
      throw Failure(
        message: "a SoundFont is played at 8000 to 96000 samples a second; use a lower --rate, or"
          + " --soundfont none", exitCode: .usage)
    }
    return try SoundFont(path: path)
  }

  private func openOutput() throws(ExportError) -> OutputFile {
    if arguments.output == "-" { return try OutputFile(throughFile: true) }
    return try OutputFile(
      path: outputPath, overwriting: arguments.force,
      sparing: [arguments.input] + (arguments.original.map { [$0] } ?? []), throughFile: true)
  }

  /// Names the file that was asked for in place of the one that is written first.
  private func render(
    _ midi: MIDIFile, with renderer: Renderer, to path: String
  ) throws -> Renderer.Outcome {
    do {
      return try renderer.render(midi, to: path)
    } catch .audio(.cannotCreate(_, let reason)) {
      throw RenderingError.audio(.cannotCreate(path: outputPath, reason: reason))
    } catch .audio(.cannotWrite(_, let reason)) {
      throw RenderingError.audio(.cannotWrite(path: outputPath, reason: reason))
    }
  }

  private var outputPath: String {
    // The recording itself is likely to be called as the music is.
    arguments.output ?? FilePath(arguments.input).withoutExtension
      + (arguments.original == nil ? ".wav" : ".comparison.wav")
  }

  /// Says what is not as one might expect.
  private func tell(_ outcome: Renderer.Outcome) {
    if let longest = arguments.longest, outcome.isCut {
      console.note("'\(arguments.input)' is longer than \(plain(longest)) s, and cut there")
    }
    if let original = arguments.original, let shortfall = outcome.shortfall {
      console.note("'\(original)' \(shortfall.description)")
    }
    guard outcome.peak > 1, arguments.bits != .float32 else { return }
    let excess = decimal(20 * log10(Double(outcome.peak)), places: 1)
    console.note(
      "the sound is clipped, as it is \(excess) dB too loud; use --normalize peak, less --gain or"
        + " --bits 32f")
  }

  private func settings(soundFont: SoundFont?) -> Renderer.Settings {
    var settings = Renderer.Settings()
    settings.playing.sampleRate = Double(arguments.rate)
    settings.playing.channels = arguments.mono ? .mono : .stereo
    settings.playing.soundFont = soundFont
    settings.playing.hasClick = arguments.click
    settings.playing.hasRoom = !arguments.dry
    settings.playing.tail = arguments.tail
    settings.playing.longest = arguments.longest
    settings.original = arguments.original.map { path in
      var recording = Recording(path: path)
      recording.duration = arguments.longest
      return recording
    }
    settings.container = arguments.container ?? .wav
    settings.gain = arguments.gain
    settings.peakLevel =
      switch arguments.normalization {
      case .none: nil
      case .peak(let level): level
      }
    settings.format =
      switch arguments.bits {
      case .integer16: .pcm16
      case .integer24: .pcm24
      case .float32: .float32
      }
    return settings
  }
}
