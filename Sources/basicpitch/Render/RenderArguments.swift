import AudioIO

/// How a sample is written to a sound file.
enum SampleFormat: String, CaseIterable, Sendable {
  case integer16 = "16"
  case integer24 = "24"
  case float32 = "32f"
}

/// What `basicpitch render` is asked to do; the initial values are the defaults.
struct RenderArguments: Equatable, Sendable {
  /// How loud the result is.
  enum Normalization: Equatable, Sendable {
    /// As loud as the instruments are.
    case none
    /// The loudest sample, in decibels of full scale.
    case peak(Double)
  }

  /// The MIDI file.
  var input = ""
  /// The sound file; nil for one beside the MIDI file, `-` for standard output.
  var output: String?
  /// Sampling rate, in hertz.
  var rate = 44_100
  var bits = SampleFormat.integer16
  var mono = false
  var normalization = Normalization.peak(-1)
  /// Decibels.
  var gain = 0.0
  /// Seconds from the last event to the end; nil until all is silent.
  var tail: Double?
  /// Seconds after which the music ends; nil for a day, after which it is refused.
  var longest: Double?
  /// The recording to compare it with.
  var original: String?
  /// The SoundFont that plays: a file, `default`, or `none` for the built-in voices; nil for what the
  /// environment says.
  var soundFont: String?
  /// Whether a metronome is heard.
  var click = false
  /// Whether the instruments stand in no room.
  var dry = false
  /// Whether an existing file may be overwritten.
  var force = false
  var quiet = false
  /// Whether messages are JSON.
  var jsonErrors = false
}

extension RenderArguments {
  /// The command line of `basicpitch render`.
  static let command = Command(
    "render", summary: "Play a MIDI file into a sound file",
    initial: RenderArguments(),
    positional: PositionalDeclaration(
      placeholder: "INPUT", kind: .file, count: 1...1, help: "MIDI file to play"),
    into: \.inputs,
    options: soundOptions + levelOptions + messageOptions,
    examples: [
      HelpEntry(term: "basicpitch render song.mid -o song.wav", meaning: "play a transcription"),
      HelpEntry(
        term: "basicpitch render song.mid -o song.flac --bits 24 --rate 48000",
        meaning: "the same, compressed without loss"),
      HelpEntry(
        term: "basicpitch render song.mid -o - | aplay", meaning: "hear it at once"),
      HelpEntry(
        term: "basicpitch render song.mid --soundfont default",
        meaning: "with the instruments of the system's SoundFont"),
      HelpEntry(
        term: "basicpitch render song.mid --click", meaning: "with a metronome, to practise to"),
      HelpEntry(
        term: "basicpitch render song.mid --against song.wav",
        meaning: "the recording on the left, its transcription on the right"),
    ],
    conflict: \.conflict)

  /// What the sound file will be; nil for an extension that is not written.
  var container: AudioWriter.Container? {
    switch FilePath(output ?? "").fileExtension {
    case nil, "wav", "wave": .wav
    case "flac": .flac
    case "ogg", "oga": .ogg
    default: nil
    }
  }

  private var inputs: [String] {
    get { [input] }
    set { input = newValue.first ?? "" }
  }

  private var conflict: String? {
    guard let container else {
      return "'\(output ?? "")' is no sound file that is written; let it end in .wav, .flac or .ogg"
    }
    if original == "-" { return "--against reads its recording twice, so it cannot be -" }
    if mono && original != nil { return "--mono and --against exclude each other" }
    if container == .ogg && rate > 200_000 { return "Ogg has no --rate above 200000" }
    return container == .flac && bits == .float32
      ? "FLAC holds integers; use --bits 24, or let the name end in .wav" : nil
  }

  private static var soundOptions: [Option<RenderArguments>] {
    [
      .file(
        "output", short: "o", \.output,
        default: "INPUT with the extension .wav, or .comparison.wav with --against",
        help: "sound file to write, WAV, FLAC or Ogg by its extension; - for WAV on standard output"
      ),
      .integer("rate", \.rate, in: 8000...384_000, value: "HZ", help: "samples a second"),
      .choice(
        "bits", \.bits, help: "bits of a sample, in WAV and FLAC; 32f is floating point"),
      .flag("mono", \.mono, help: "write one channel instead of two, their mean"),
      .flag("stereo", \.mono, sets: false, help: "write two channels, as it does unless told"),
      .file(
        "against", \.original,
        help: "put this recording on the left and the music on the right, equally loud, to compare"
          + " them by ear"),
      .file(
        "soundfont", \.soundFont, default: "BASICPITCH_SOUNDFONT, else the built-in voices",
        help: "play the instruments of this .sf2 or .sf3 file, with the library FluidSynth; default"
          + " is the system's own, none the built-in voices"),
      .flag(
        "click", \.click,
        help:
          "a metronome clicks at the beats of the file's tempi and time signatures, higher where a"
          + " bar begins"),
      .flag("dry", \.dry, help: "leave out the room in which the instruments stand"),
      .value(
        "tail", \.tail, "TIME", kind: .time, default: "when all has died away",
        help: "end so long after the last event", parse: { time($0) }),
      .value(
        "max-duration", \.longest, "TIME", kind: .time, default: "refuse more than 24 hours",
        help: "end after so much sound", parse: { time($0).flatMap { $0 > 0 ? $0 : nil } }),
    ]
  }

  private static var levelOptions: [Option<RenderArguments>] {
    [
      .value(
        "normalize", \.normalization, "peak|none|LEVEL",
        kind: .form("peak, none or decibels of full scale such as -1dB"), default: "-1dB",
        help: "where the loudest sample lies, peak being 0 dB; none leaves the instruments as loud"
          + " as they are", parse: normalization),
      .number(
        "gain", \.gain, in: -120...120, value: "DB", help: "make all of it so much louder"),
    ]
  }

  private static var messageOptions: [Option<RenderArguments>] {
    [
      .flag("force", \.force, help: "overwrite a file that exists"),
      .quiet(\.quiet), .jsonErrors(\.jsonErrors),
    ]
  }

  private static func normalization(_ word: String) -> Normalization? {
    switch word {
    case "peak": return .peak(0)
    case "none": return Normalization.none
    default:
      let number = word.hasSuffix("dB") ? String(word.dropLast(2)) : word
      return decimal(number).flatMap { (-120...0).contains($0) ? .peak($0) : nil }
    }
  }
}
