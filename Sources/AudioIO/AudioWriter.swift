/// A sound file in the making.
///
/// Its header is complete after `close()`; a writer that is dropped instead leaves a file that
/// can be played, but whose failures nobody was told of.
public struct AudioWriter: ~Copyable {
  /// How a sample is stored.
  public enum SampleFormat: CaseIterable, Sendable {
    /// 16-bit integers.
    case pcm16
    /// 24-bit integers.
    case pcm24
    /// Single precision, which alone keeps what is beyond full scale.
    case float32

    /// Bytes of one sample.
    fileprivate var byteCount: Int {
      switch self {
      case .pcm16: 2
      case .pcm24: 3
      case .float32: 4
      }
    }
  }

  /// What kind of file it is.
  public enum Container: String, CaseIterable, Sendable {
    /// Samples as they are, up to 4 GiB of them.
    case wav
    /// Compressed without loss; integers only.
    case flac
    /// Vorbis, at some 190 kbit/s of stereo at 44.1 kHz; it knows no sample format.
    case ogg
  }

  /// The most bytes of samples a WAV file may have: its lengths are 32-bit numbers that count the
  /// header too.
  private static let byteLimit = Int(UInt32.max) - 1024

  private let path: String
  private var file: SoundFile
  private let format: SampleFormat
  private let container: Container
  private var byteCount = 0

  /// Creates a file, or empties the one that is there.
  ///
  /// - Parameter sampleRate: In hertz, rounded to a whole number: WAV knows no other.
  /// - Precondition: `sampleRate` is in 1…2³¹ - 1, `channelCount` in 1…1024, and FLAC's samples are
  ///   integers.
  /// - Throws: `cannotCreate`, also for a rate or a number of channels that the container has not.
  public init(
    path: String, sampleRate: Double, channelCount: Int, format: SampleFormat,
    container: Container = .wav
  ) throws(AudioIOError) {
    precondition(container != .flac || format != .float32, "FLAC holds integers")
    precondition((1...1024).contains(channelCount), "1…1024 channels, not \(channelCount)")
    precondition(
      (1...Double(Int32.max)).contains(sampleRate.rounded()), "no sampling rate: \(sampleRate)")
    file = try SoundFile(
      writingTo: path, sampleRate: Int(sampleRate.rounded()), channelCount: channelCount,
      format: format, container: container)
    self.path = path
    self.format = format
    self.container = container
  }

  /// Appends frames, channels interleaved, full scale at ±1; integers clip what is beyond.
  ///
  /// - Precondition: whole frames of numbers.
  /// - Throws: `cannotWrite`.
  public mutating func write(_ interleaved: [Float]) throws(AudioIOError) {
    byteCount += interleaved.count * format.byteCount
    guard container != .wav || byteCount <= Self.byteLimit else {
      throw .cannotWrite(
        path: path, reason: "a WAV file holds no more than 4 GiB; a FLAC file would")
    }
    if let reason = file.write(interleaved) { throw .cannotWrite(path: path, reason: reason) }
  }

  /// Completes the header and closes the file.
  ///
  /// - Throws: `cannotWrite`.
  public consuming func close() throws(AudioIOError) {
    let path = path
    if let reason = file.close() { throw .cannotWrite(path: path, reason: reason) }
  }
}
