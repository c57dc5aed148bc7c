import MIDIWriter

// The options that say what is written, what counts as a note, and how it all runs.
extension TranscribeArguments {
  typealias Options = [Option<TranscribeArguments>]

  static var archiveOptions: Options {
    [
      .flag(
        "from-posteriorgrams", \.fromPosteriorgrams,
        help: "the inputs are what --save-model-outputs saved (.npz): decide the notes again, with"
          + " other options, without listening again"
      ).listed(under: "Input")
    ]
  }

  static var outputOptions: Options {
    let options: Options = [
      .file(
        "output", short: "o", \.output, default: "INPUT with the extension .mid",
        help:
          "file to write, - for standard output; or a folder, which exists or ends in /;"
          + " recordings that differ in nothing but the extension are written to NAME.wav.mid,"
          + " NAME.mp3.mid"),
      .value(
        "format", \.formats, "FORMAT,...",
        kind: .form("some of " + OutputFormat.selectable.map(\.rawValue).joined(separator: ",")),
        default: "by the extension of -o FILE, else mid",
        help: "what to write: mid; csv, a table; json, notes and settings; ndjson, a note a line as"
          + " soon as it is decided; npz, the posteriorgrams; txt, for people; html, a page for"
          + " checking by eye and ear; intervals, onset, offset and frequency for mir_eval, as"
          + " .intervals.txt; f0, the frequency of the loudest note in each frame, as .f0.csv; svg and"
          + " png, a picture, and musicxml, a score with bars and key, which keep all notes in memory",
        parse: OutputFormat.list),
      .value(
        "name-template", \.nameTemplate, "TEMPLATE",
        kind: .form(
          "a name that may have the fields "
            + NameTemplate.Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
            + ", and {{ and }} for braces"),
        default: "{stem}, or {name} of recordings that differ in nothing but the extension",
        help: "how results are called, without the extension, below the folder that they are in:"
          + " {stem}, the recording's name without its extension, {ext}; {name}, both; {dir}, its"
          + " folders below the one that was searched; {index}, its number; {sweep}, the values of"
          + " --sweep; {{ and }} are braces",
        parse: { NameTemplate($0) }),
      .flag("force", \.force, help: "overwrite files that exist"),
      .number(
        "midi-tempo", \.midiTempo, in: 4...1000, value: "BPM",
        help: "tempo that the MIDI file says, whatever is played; --tempo finds the one that is"),
      .value(
        "program", \.program, "auto|N", kind: .form("auto or a number from 0 to 127"),
        default: "4, an electric piano, as the original",
        help: "General MIDI program of the track, from 0; auto, that of the instruments which play"
          + " most, which keeps all notes in memory",
        parse: { word in
          if word == "auto" { return .auto }
          return Int(word).flatMap { (0...127).contains($0) ? .told($0) : nil }
        }),
      .flag(
        "save-model-outputs", \.saveModelOutputs,
        help: "also save the posteriorgrams beside it, as .npz"),
      .flag("save-note-events", \.saveNoteEvents, help: "also save the notes beside it, as .csv"),
      .choice(
        "f0", \.f0, default: "not saved",
        help: "also save the fundamental frequency over time beside it, as .f0.csv"),
      .value(
        "plot", \.plot, "FILE", kind: .form("a file that ends in .svg or .png"),
        help: "also draw the notes there over what the network heard, as .svg or .png; of several"
          + " recordings with --format mid,svg",
        parse: { path in OutputFormat.picture(at: path) == nil ? nil : path }),
      .flag(
        "sonify-midi", \.sonifyMIDI,
        help: "also render it to sound, as .sonified.wav; keeps all notes in memory"),
      .file(
        "page", \.page,
        help:
          "also write a web page for checking by eye and ear: waveform, posteriorgrams, notes, and"
          + " the recording played against them; beyond 30 minutes without sound"),
    ]
    return options.map { $0.listed(under: "Output") }
  }

  static var noteOptions: Options {
    let options: Options = [
      .choice(
        "preset", \.preset, default: "what suits any",
        help: "set the options below to what suits an instrument; bass, vocals, winds and mono have"
          + " one note at a time; see docs/Presets.md"),
      .choice(
        "decoder", \.decoder, default: "learned",
        help: "judge where notes begin and end by networks that have learnt it, or by rules"),
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
      .values(
        "sweep", \.sweeps, "OPTION=VALUES",
        kind: .form("OPTION=FROM:TO:STEP or OPTION=A,B,..."),
        help: "hear a recording once and write a result for each value of an option that has"
          + " numbers here or under Pitch: FROM:TO:STEP or A,B,...; of several --sweep, for all"
          + " combinations", parse: { Sweep($0) }),
    ]
    return options.map { $0.listed(under: "Notes") }
  }

  static var pitchOptions: Options {
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

  static var runOptions: Options {
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
      .quiet(\.quiet), .jsonErrors(\.jsonErrors),
      .flag("verbose", short: "v", \.verbose, help: "say what is being done"),
      .flag(
        "timings", \.timings,
        help: "say at the end how long each stage took, all threads together"),
    ]
    return options.map { $0.listed(under: "Running") }
  }
}
