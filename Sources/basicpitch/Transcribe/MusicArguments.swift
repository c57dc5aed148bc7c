import Beats
import Exports
import Transcription
import TranscriptionTypes

/// Something that is told, or is to be found.
enum Choice<Value: Equatable & Sendable>: Equatable, Sendable {
  case auto
  case told(Value)

  /// What is told.
  var value: Value? {
    switch self {
    case .auto: nil
    case .told(let value): value
    }
  }
}

/// What is to be made of the notes as music; the initial values leave them as they are.
struct MusicArguments: Equatable, Sendable {
  /// Whether beats and bars are written, and how quick they are, in beats a minute.
  var tempo: Choice<Double>?
  /// Ticks in a quarter note of the MIDI file; nil for as many as make times exact.
  var ticks: Int?
  /// Where notes may begin; nil for anywhere.
  var quantize: Quantizer.Step?
  /// How far they go there, 0…1.
  var quantizeStrength = 1.0
  /// Where in a beat its second half begins; nil to measure it.
  var swing: Double?
  /// Whether the key is written, and which it is.
  var key: Choice<MusicalKey>?
  /// Whether notes outside the key are moved.
  var snapsToKey = false
}

extension MusicArguments {
  /// The options, as those of a command that has these arguments among its own.
  static func options<Arguments>(
    in path: Option<Arguments>.Path<MusicArguments>
  ) -> [Option<Arguments>] {
    let options: [Option<MusicArguments>] = [
      .value(
        "tempo", \.tempo, "auto|BPM", kind: .form("auto or a number from 20 to 400"),
        default: "--midi-tempo, wherever the beats are",
        help: "find the beats, and write tempi and time signatures so that the notes stand in bars"
          + " and keep their times; auto, however quick; BPM, about that many a minute; keeps all"
          + " notes in memory",
        parse: { word in
          if word == "auto" { return .auto }
          return decimal(word).flatMap { (20...400).contains($0) ? .told($0) : nil }
        }),
      .integer(
        "ticks", \.ticks, in: 24...32_767, value: "N",
        default: "480, and a multiple for a slow tempo, so that no time is off by more than 1 ms",
        help: "resolution of the MIDI file, in ticks a quarter note"),
      .value(
        "quantize", \.quantize, "STEP", kind: .choice(Quantizer.Step.allCases.map(\.rawValue)),
        default: "notes keep their times",
        help: "move notes to where a musician would write them, chords together: every 1/4 to 1/32,"
          + " T being triplets; auto, in each beat the simplest division that explains it",
        parse: Quantizer.Step.init(rawValue:)),
      .number(
        "quantize-strength", \.quantizeStrength, in: 0...1, value: "S",
        help: "how far they go there, from 0 to 1, all the way"),
      .number(
        "swing", \.swing, in: Quantizer.Settings.swings, value: "S", default: "as it is played",
        help: "where in a beat its second half is put: 0.5, the middle; 0.67, a shuffle"),
      .value(
        "key", \.key, "auto|KEY", kind: .form("auto or a key such as C, F#, Bb, Am or 'C minor'"),
        help: "write a key signature: that of the notes' lengths, or the one that is told",
        parse: { word in word == "auto" ? .auto : MusicalKey(word).map { .told($0) } }),
      .flag(
        "snap-to-key", \.snapsToKey,
        help: "move notes outside the key to the nearest pitch in it"),
    ]
    return options.map { $0.listed(under: "Music").within(path) }
  }

  /// Those that were given and are none of the original's.
  var givenOptions: [String] {
    let options = [
      ("--tempo", tempo != nil), ("--ticks", ticks != nil), ("--quantize", quantize != nil),
      ("--quantize-strength", quantizeStrength != 1), ("--swing", swing != nil),
      ("--key", key != nil), ("--snap-to-key", snapsToKey),
    ]
    return options.filter(\.1).map(\.0)
  }

  /// What the notes depend on beyond what was heard; nothing where they go as they come.
  var settingsMembers: [(name: String, value: JSONValue)] {
    let quantization: [(name: String, value: JSONValue)] = [
      ("quantize", quantize.map { .string($0.rawValue) } ?? .null),
      ("quantize_strength", .number(quantizeStrength)), ("swing", .number(swing)),
    ]
    return (quantize == nil ? [] : [("tempo", .number(tempo?.value))] + quantization)
      + (snapsToKey ? [("snap_to_key", .string(key?.value?.name ?? "auto"))] : [])
  }

  /// What is wrong with options that are each good.
  var conflict: String? {
    if quantize == nil {
      if quantizeStrength != 1 { return "--quantize-strength needs --quantize" }
      if swing != nil { return "--swing needs --quantize" }
    }
    return nil
  }

  /// What is to be found; nil if notes can go as they come.
  ///
  /// - Parameter isScore: whether they are to be written as a score, which needs all of it.
  func interpretation(isScore: Bool) -> Interpreter.Settings? {
    let findsKey = key != nil || snapsToKey || isScore
    let findsBeats = tempo != nil || quantize != nil || isScore
    guard findsKey || findsBeats else { return nil }
    var settings = Interpreter.Settings()
    settings.findsBeats = findsBeats
    settings.findsKey = findsKey
    settings.beats.tempo = tempo?.value
    settings.quantization = quantize.map { _ in quantization }
    settings.key = key?.value
    settings.snapsToKey = snapsToKey
    return settings
  }

  /// How notes are put into a score, and moved if that is wanted.
  var quantization: Quantizer.Settings {
    var settings = Quantizer.Settings()
    settings.step = quantize ?? .auto
    settings.strength = quantizeStrength
    settings.swing = swing
    return settings
  }
}
