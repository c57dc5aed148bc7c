import MIDIWriter
import NoteCreation

/// A release of the original whose results are to be reproduced exactly.
enum Compatibility: String, CaseIterable, Sendable {
  /// The head of its main branch.
  case main
  /// The last release.
  case release040 = "0.4.0"
}

/// What `basicpitch transcribe` is asked to do; the initial values are the defaults.
struct TranscribeArguments: Equatable, Sendable {
  /// The recording; `-` for standard input.
  var input = ""
  /// What of the recording is wanted.
  var source = RecordingArguments()
  /// The MIDI file; nil for one beside the recording.
  var output: String?
  /// Whether and which quirks of the original to reproduce.
  var compatible: Compatibility?
  /// Weights other than those built in or named by `BASICPITCH_MODEL`.
  var model: String?
  /// What plays; options that are given count for more.
  var preset: Preset?
  /// Probability from which an onset counts, 0…1.
  var onsetThreshold: Double?
  /// Probability from which a note sounds, 0…1.
  var frameThreshold: Double?
  /// Shorter notes are dropped, in milliseconds.
  var minimumNoteLength: Double?
  /// Lower notes are dropped, in hertz.
  var minimumFrequency: Double?
  /// Higher notes are dropped, in hertz.
  var maximumFrequency: Double?
  /// Which notes bend, and on which channels; nil where the original's options say it.
  var bendLayout: PitchBendLayout?
  /// Whether the layout is to be MPE.
  var mpe = false
  /// Whether notes that sound together may bend apart.
  var multiplePitchBends = false
  /// Tempo written to the file, in quarter notes a minute.
  var midiTempo = 120.0
  /// Whether to look for notes without an onset.
  var melodia = true
  /// Whether to write pitch bends.
  var pitchBends = true
  /// Notes that may sound at once; nil for any number.
  var maxPolyphony: Int?
  /// Threads to compute with; nil for one a core.
  var threads: Int?
  var saveModelOutputs = false
  var saveNoteEvents = false
  var sonifyMIDI = false
  /// Whether existing files may be overwritten.
  var force = false
  var quiet = false
  var verbose = false
  /// Whether to say where the time went.
  var timings = false
}

extension TranscribeArguments {
  /// The command line of `basicpitch transcribe`.
  static let command = Command(
    "transcribe", summary: "Turn a recording into a MIDI file",
    initial: TranscribeArguments(),
    positional: PositionalDeclaration(
      placeholder: "INPUT", kind: .file, count: 1...1,
      help: "recording: WAV, AIFF, FLAC, Ogg, Opus, MP3 or CAF, with ffmpeg installed anything"
        + " that has sound; - for standard input"),
    into: \.inputs,
    options: RecordingArguments.options + outputOptions + noteOptions + pitchOptions + runOptions,
    examples: [
      HelpEntry(
        term: "basicpitch transcribe song.wav -o song.mid", meaning: "transcribe a recording"),
      HelpEntry(
        term: "basicpitch transcribe --preset vocals song.flac",
        meaning: "transcribe a singer, one note at a time; write song.mid"),
      HelpEntry(
        term: "basicpitch transcribe --preset guitar --max-polyphony 6 guitar.flac",
        meaning: "keep to what a guitar can play; write guitar.mid"),
      HelpEntry(
        term: "ffmpeg -i film.mkv -f wav - | basicpitch transcribe - -o film.mid",
        meaning: "transcribe what comes through a pipe, while it comes"),
      HelpEntry(
        term: "for f in *.flac; do basicpitch transcribe \"$f\"; done",
        meaning: "transcribe all recordings in this folder"),
    ],
    conflict: \.conflict)

  private var inputs: [String] {
    get { [input] }
    set { input = newValue.first ?? "" }
  }

  private var conflict: String? {
    if let preset, compatible != nil {
      return "--compatible excludes --preset \(preset.rawValue), which the original does not have"
    }
    if let low = minimumFrequency, let high = maximumFrequency, low > high {
      return "--minimum-frequency \(plain(low)) is above --maximum-frequency \(plain(high))"
    }
    if let conflict = presetRangeConflict { return conflict }
    if quiet && verbose { return "--quiet and --verbose exclude each other" }
    if input == "-" && output == nil {
      return "standard input has no name to call the MIDI file by; say -o FILE"
    }
    return source.conflict ?? pitchBendConflict
  }

  /// A limit that leaves nothing of a preset's range.
  private var presetRangeConflict: String? {
    guard let preset else { return nil }
    let range = noteSettings
    guard let low = range.minimumFrequency, let high = range.maximumFrequency, low > high else {
      return nil
    }
    return minimumFrequency != nil
      ? "--minimum-frequency \(plain(low)) is above the \(plain(high)) of --preset \(preset.rawValue)"
      : "--maximum-frequency \(plain(high)) is below the \(plain(low)) of --preset \(preset.rawValue)"
  }

  /// `--no-pitch-bends` and `--multiple-pitch-bends` go together in the original: they give every
  /// pitch a track, without bends.
  private var pitchBendConflict: String? {
    let asked: [(name: String, layout: PitchBendLayout?)] = [
      ("--no-pitch-bends", pitchBends ? nil : PitchBendLayout.none),
      ("--multiple-pitch-bends", multiplePitchBends ? .perPitch : nil),
      ("--mpe", mpe ? .mpe : nil),
      ("--pitch-bends \(bendLayout?.rawValue ?? "")", bendLayout),
    ]
    let options = asked.filter { $0.layout != nil }
    for (index, one) in options.enumerated() {
      for other in options[(index + 1)...] where one.layout != other.layout {
        if other.name == "--multiple-pitch-bends" { continue }
        return "\(one.name) and \(other.name) exclude each other"
      }
    }
    return compatible != nil && trackLayout == .mpe
      ? "--compatible excludes MPE, which the original cannot write" : nil
  }

  /// How tracks and channels are laid out.
  var trackLayout: PitchBendLayout {
    if mpe { return .mpe }
    if multiplePitchBends { return .perPitch }
    return bendLayout ?? (pitchBends ? .single : PitchBendLayout.none)
  }

  /// Whether any note is to bend.
  var wantsPitchBends: Bool { pitchBends && bendLayout != PitchBendLayout.none }

  /// What counts as a note: what the preset says, but for the options that are given.
  var noteSettings: NoteCreator.Settings {
    var settings = preset?.settings ?? NoteCreator.Settings()
    settings.onsetThreshold = onsetThreshold ?? settings.onsetThreshold
    settings.frameThreshold = frameThreshold ?? settings.frameThreshold
    settings.minimumNoteLength = minimumNoteLength ?? settings.minimumNoteLength
    settings.minimumFrequency = minimumFrequency ?? settings.minimumFrequency
    settings.maximumFrequency = maximumFrequency ?? settings.maximumFrequency
    settings.usesMelodia = melodia
    settings.includesPitchBends = wantsPitchBends
    settings.maximumPolyphony = maxPolyphony
    settings.quirks = compatible != nil ? .all : .standard
    return settings
  }

  private typealias Options = [Option<TranscribeArguments>]

  private static var outputOptions: Options {
    let options: Options = [
      .file(
        "output", short: "o", \.output, default: "INPUT with the extension .mid",
        help: "MIDI file to write"),
      .flag("force", \.force, help: "overwrite files that exist"),
      .number(
        "midi-tempo", \.midiTempo, in: 4...1000, value: "BPM", help: "tempo of the MIDI file"),
      .flag(
        "save-model-outputs", \.saveModelOutputs,
        help: "also save the posteriorgrams beside it, as .npz"),
      .flag("save-note-events", \.saveNoteEvents, help: "also save the notes beside it, as .csv"),
      .flag(
        "sonify-midi", \.sonifyMIDI,
        help: "also render it to sound, as .sonified.wav; keeps all notes in memory"),
    ]
    return options.map { $0.listed(under: "Output") }
  }

  private static var noteOptions: Options {
    let options: Options = [
      .choice(
        "preset", \.preset, default: "what suits any",
        help: "set the options below to what suits an instrument; bass, vocals, winds and mono have"
          + " one note at a time; see docs/Presets.md"),
      .number(
        "onset-threshold", \.onsetThreshold, in: 0...1, value: "P",
        default: "0.5, or the preset's",
        help: "probability from which a note begins; higher gives fewer notes"),
      .number(
        "frame-threshold", \.frameThreshold, in: 0...1, value: "P",
        default: "0.3, or the preset's",
        help: "probability from which a note sounds; higher gives shorter notes"),
      .number(
        "minimum-note-length", \.minimumNoteLength, in: 0...Double.infinity, value: "MS",
        default: "none; 127.7 with --compatible",
        help: "drop shorter notes, in milliseconds"),
      .integer(
        "max-polyphony", \.maxPolyphony, in: 1...Int.max, value: "N", default: "no limit",
        help: "notes that may sound at once"),
      .flag(
        "no-melodia", \.melodia, sets: false, help: "do not look for notes that have no clear onset"
      ),
    ]
    return options.map { $0.listed(under: "Notes") }
  }

  private static var pitchOptions: Options {
    let options: Options = [
      .number(
        "minimum-frequency", \.minimumFrequency, in: 0...Double.infinity, value: "HZ",
        default: "the preset's, or no limit", help: "drop lower notes, in hertz"),
      .number(
        "maximum-frequency", \.maximumFrequency, in: 0...Double.infinity, value: "HZ",
        default: "the preset's, or no limit", help: "drop higher notes, in hertz"),
      .choice(
        "pitch-bends", \.bendLayout, default: PitchBendLayout.single.rawValue,
        help: "which notes bend: none; single, those that overlap no other, on one channel; mpe,"
          + " all, each on a channel of its own; per-pitch, all, with a track a pitch, which keeps"
          + " all notes in memory"),
      .flag("mpe", \.mpe, help: "the same as --pitch-bends mpe, for MIDI Polyphonic Expression"),
      .flag("no-pitch-bends", \.pitchBends, sets: false, help: "the same as --pitch-bends none"),
      .flag(
        "multiple-pitch-bends", \.multiplePitchBends, help: "the same as --pitch-bends per-pitch"),
    ]
    return options.map { $0.listed(under: "Pitch") }
  }

  private static var runOptions: Options {
    let options: Options = [
      .choice(
        "compatible", \.compatible, implied: .main,
        help: "reproduce the original program exactly, its main branch or a release; memory grows"
          + " with the length of the recording"),
      .file(
        "model", \.model, default: "BASICPITCH_MODEL, else the one that comes with the program",
        help: "model to use"),
      .integer(
        "threads", \.threads, in: 1...Int.max, value: "N", default: "all cores",
        help: "threads to compute with"),
      .flag("quiet", short: "q", \.quiet, help: "say nothing but errors"),
      .flag("verbose", short: "v", \.verbose, help: "say what is being done"),
      .flag(
        "timings", \.timings,
        help: "say at the end how long each stage took, all threads together"),
    ]
    return options.map { $0.listed(under: "Running") }
  }
}
