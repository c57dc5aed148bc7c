import AudioIO

/// Which part of a recording is to be heard, and how to read it.
struct RecordingArguments: Equatable, Sendable {
  /// Seconds to leave out at the beginning.
  var start = 0.0
  /// Seconds to read at most.
  var duration: Double?
  /// The channel to hear.
  var channel = Recording.Channel.mix
  /// Whether a recording that is not whole is refused.
  var strict = false
  /// Sampling rate of samples without a header, in hertz; nil for a recording that has one.
  var rawRate: Int?
  /// How samples without a header are stored; nil for signed 16-bit numbers.
  var rawFormat: RawFormat.Encoding?
  /// Channels of samples without a header; nil for one.
  var rawChannels: Int?
}

extension RecordingArguments {
  /// The options, as those of a command that has these arguments among its own.
  static func options<Arguments>(
    in path: Option<Arguments>.Path<RecordingArguments>
  ) -> [Option<Arguments>] {
    let formats = RawFormat.Encoding.allCases.map(\.rawValue)
    let options: [Option<RecordingArguments>] = [
      .value(
        "start", \.start, "TIME", kind: .time, default: "the beginning",
        help: "begin there, in seconds, M:S or H:M:S; times of notes count from there",
        parse: time),
      .value(
        "duration", \.duration, "TIME", kind: .time, default: "up to the end",
        help: "hear so much", parse: { time($0) }),
      .value(
        "channel", \.channel, "left|right|mix|N",
        kind: .form("left, right, mix or the number of a channel"), default: "mix",
        help: "channel to hear, counted from 1; mix is the mean of all", parse: channel),
      .flag(
        "strict", \.strict,
        help: "refuse a recording that ends early or is damaged, instead of hearing what is there"),
      .integer(
        "raw-rate", \.rawRate, in: 1...768_000, value: "HZ",
        help: "read samples without a header, at this rate"),
      .value(
        "raw-format", \.rawFormat, "FORMAT", kind: .choice(formats), default: "s16",
        help: "how they are stored: " + formats.joined(separator: " "),
        parse: RawFormat.Encoding.init(rawValue:)),
      .integer(
        "raw-channels", \.rawChannels, in: 1...1024, value: "N", default: "1",
        help: "how many channels they have"),
    ]
    return options.map { $0.listed(under: "Input").within(path) }
  }

  /// Those that were given and say something.
  var givenOptions: [String] {
    let options = [
      ("--start", start != 0), ("--duration", duration != nil), ("--channel", channel != .mix),
      ("--strict", strict), ("--raw-rate", rawRate != nil), ("--raw-format", rawFormat != nil),
      ("--raw-channels", rawChannels != nil),
    ]
    return options.filter(\.1).map(\.0)
  }

  /// What is wrong with options that are each good.
  var conflict: String? {
    guard rawRate == nil else { return nil }
    if rawFormat != nil { return "--raw-format needs --raw-rate" }
    return rawChannels != nil ? "--raw-channels needs --raw-rate" : nil
  }

  private static func channel(_ word: String) -> Recording.Channel? {
    switch word {
    case "mix": return .mix
    case "left": return .only(1)
    case "right": return .only(2)
    default:
      guard word.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(word), number > 0 else {
        return nil
      }
      return .only(number)
    }
  }
}

extension RecordingArguments {
  /// What is wanted of the recording at a path; `-` for standard input.
  func recording(at path: String) -> Recording {
    var recording = Recording(path == "-" ? .standardInput : .file(path))
    recording.start = start
    recording.duration = duration
    recording.channel = channel
    recording.mustBeWhole = strict
    recording.raw = rawRate.map {
      RawFormat(sampleRate: $0, channelCount: rawChannels ?? 1, encoding: rawFormat ?? .s16)
    }
    return recording
  }
}

extension TranscribeArguments {
  /// What is wanted of the recording at a path; `-` for standard input.
  func recording(at path: String) -> Recording {
    var recording = source.recording(at: path)
    recording.hasForeignFormatsRounded = compatible != nil
    return recording
  }
}
