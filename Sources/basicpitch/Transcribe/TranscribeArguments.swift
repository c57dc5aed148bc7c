import MIDIWriter
import NoteCreation

/// A release of the original whose results are to be reproduced exactly.
enum Compatibility: String, CaseIterable, Sendable {
  /// The head of its main branch.
  case main
  /// The last release.
  case release040 = "0.4.0"
}

/// A form of the fundamental frequency over time.
enum F0Format: String, CaseIterable, Sendable {
  case csv
}

/// What `basicpitch transcribe` is asked to do; the initial values are the defaults.
struct TranscribeArguments: Equatable, Sendable {
  /// Recordings, and folders of them; `-` for standard input.
  var inputs: [String] = []
  /// What of the recording is wanted.
  var source = RecordingArguments()
  /// What is to be done with many recordings.
  var batch = BatchArguments()
  /// A file, a folder, or `-` for standard output; nil for a place beside each recording.
  var output: String?
  /// How the results are called; nil for the names of the recordings.
  var nameTemplate: NameTemplate?
  /// Options that are to have several values.
  var sweeps: [Sweep] = []
  /// Whether the inputs are not recordings but posteriorgrams.
  var fromPosteriorgrams = false
  /// The forms of the results; nil for what the name of the output says.
  var formats: [OutputFormat]?
  /// Whether and which quirks of the original to reproduce.
  var compatible: Compatibility?
  /// Weights other than those built in or named by `BASICPITCH_MODEL`.
  var model: String?
  /// Who judges where notes begin and end; nil for the default.
  var decoder: NoteCreator.Decoder?
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
  /// What is to be made of the notes as music.
  var music = MusicArguments()
  /// The General MIDI program of the track; nil for the original's.
  var program: Choice<Int>?
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
  /// How to save the fundamental frequency beside the rest; nil for not at all.
  var f0: F0Format?
  var sonifyMIDI = false
  /// Where to draw a picture besides all else.
  var plot: String?
  /// Where to write the page for checking by eye and ear.
  var page: String?
  /// Whether existing files may be overwritten.
  var force = false
  var quiet = false
  var verbose = false
  /// Whether messages are JSON.
  var jsonErrors = false
  /// Whether to say where the time went.
  var timings = false
}

extension TranscribeArguments {
  /// The command line of `basicpitch transcribe`.
  static let command = Command(
    "transcribe", summary: "Turn recordings into MIDI files",
    initial: TranscribeArguments(),
    positional: PositionalDeclaration(
      placeholder: "INPUT", kind: .file, count: 0...Int.max,
      help: "recording: WAV, AIFF, FLAC, Ogg, Opus, MP3 or CAF, with ffmpeg installed anything"
        + " that has sound; - for standard input; or a folder, for the recordings in it"),
    into: \.inputs,
    options: archiveOptions + BatchArguments.inputOptions + RecordingArguments.options(in: \.source)
      + outputOptions
      + noteOptions + pitchOptions + MusicArguments.options(in: \.music) + BatchArguments.runOptions
      + runOptions,
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
        term: "basicpitch transcribe -r music/ -o midi/ --skip-existing",
        meaning: "transcribe what is new in a folder and the folders in it"),
      HelpEntry(
        term: "basicpitch transcribe -r music/ -o midi/ --skip-existing --shard 2/8",
        meaning: "the same, on the second of eight machines"),
      HelpEntry(
        term: "basicpitch transcribe --tempo auto --quantize auto song.flac -o song.musicxml",
        meaning: "write a score, for a notation program"),
      HelpEntry(
        term: "basicpitch transcribe song.flac --sweep onset-threshold=0.3:0.7:0.1",
        meaning: "write song.onset-threshold=0.3.mid and four more, hearing it once"),
    ],
    conflict: \.conflict)

  /// How tracks and channels are laid out.
  var trackLayout: PitchBendLayout {
    if mpe { return .mpe }
    if multiplePitchBends { return .perPitch }
    return bendLayout ?? (pitchBends ? .single : PitchBendLayout.none)
  }

  /// Whether any note is to bend.
  var wantsPitchBends: Bool { pitchBends && bendLayout != PitchBendLayout.none }

  /// What is asked for by name or by the extension of the output.
  var mainFormats: [OutputFormat] {
    let word = output.flatMap { FilePath($0).fileExtension } ?? ""
    return formats ?? [OutputFormat(rawValue: word) ?? .mid]
  }

  /// Everything that is written for a recording, what is named first before all.
  var allFormats: [OutputFormat] {
    var all = mainFormats
    let others = [
      (saveModelOutputs, OutputFormat.npz), (saveNoteEvents, .csv), (f0 != nil, .f0),
      (sonifyMIDI, .sound),
    ]
    for format in others.filter(\.0).map(\.1) + companions.map(\.format)
    where !all.contains(format) { all.append(format) }
    return all
  }
}
