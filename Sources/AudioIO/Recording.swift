/// A recording, and what of it is wanted.
public struct Recording: Equatable, Sendable {
  /// Where the bytes come from.
  public enum Origin: Equatable, Sendable {
    /// A file, or a pipe that has a name.
    case file(String)
    case standardInput
    /// Samples that are in memory already, as ``Recording/raw`` says.
    case samples([Float])
  }

  /// Which channel is heard.
  public enum Channel: Equatable, Sendable {
    /// The mean of all channels.
    case mix
    /// One channel, counted from 1: the left one of two is the first.
    case only(Int)
  }

  /// Where the bytes come from.
  public var origin: Origin
  /// How the samples are stored where no header says so; nil to find out from the contents.
  public var raw: RawFormat?
  /// Seconds to leave out at the beginning, to the nearest frame; times count from there.
  public var start = 0.0
  /// Seconds to read at most; nil for all.
  public var duration: Double?
  /// Which channel is heard.
  public var channel = Channel.mix
  /// Whether a recording that is not whole is refused instead of read as far as it goes.
  public var mustBeWhole = false

  /// Whether what ffmpeg decodes is rounded to 16 bits, as it is for librosa.
  public var hasForeignFormatsRounded = false

  /// All of a recording.
  public init(_ origin: Origin) { self.origin = origin }

  /// All of a file, or of what comes through a pipe that has a name.
  public init(path: String) { self.init(.file(path)) }

  /// All of some samples, of which the network hears the same as of a WAV file that has them.
  ///
  /// - Parameters:
  ///   - samples: Amplitudes in time order, full scale at ±1, the channels of a frame side by side.
  ///   - sampleRate: In hertz.
  ///   - channelCount: Channels in a frame; their mean is heard unless ``channel`` says otherwise.
  /// - Precondition: a positive rate, 1…1024 channels and whole frames.
  public init(samples: [Float], sampleRate: Int, channelCount: Int = 1) {
    let format = RawFormat(sampleRate: sampleRate, channelCount: channelCount, encoding: .f32)
    precondition(samples.count % channelCount == 0, "whole frames of \(channelCount) channels")
    self.init(.samples(samples))
    raw = format
  }

  /// What it is called in messages: a path, or `-`.
  var path: String {
    switch origin {
    case .file(let path): path == "-" ? "./-" : path
    case .standardInput: "-"
    case .samples: "samples in memory"
    }
  }
}

/// Samples without a header.
public struct RawFormat: Equatable, Sendable {
  /// How a sample is stored, little-endian unless the name says otherwise.
  public enum Encoding: String, CaseIterable, Sendable {
    case s8, u8, s16, s16be, s24, s24be, s32, s32be, f32, f32be, f64, f64be, ulaw, alaw
  }

  /// In hertz.
  public var sampleRate: Int
  /// Channels in a frame.
  public var channelCount: Int
  /// How a sample is stored.
  public var encoding: Encoding

  /// - Precondition: a positive rate, and 1…1024 channels.
  public init(sampleRate: Int, channelCount: Int, encoding: Encoding) {
    precondition(sampleRate > 0 && sampleRate <= Int32.max, "no sampling rate: \(sampleRate)")
    precondition((1...1024).contains(channelCount), "1…1024 channels, not \(channelCount)")
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.encoding = encoding
  }
}
