/// A WAV file in the making.
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

  /// The most bytes of samples a WAV file may have: its lengths are 32-bit numbers that count the
  /// header too.
  private static let byteLimit = Int(UInt32.max) - 1024

  private let path: String
  private var file: SoundFile
  private let format: SampleFormat
  private var byteCount = 0

  /// Creates a WAV file, or empties the one that is there.
  ///
  /// - Parameter sampleRate: In hertz, rounded to a whole number: WAV knows no other.
  /// - Precondition: `sampleRate` is in 1…2³¹ - 1 and `channelCount` in 1…1024.
  /// - Throws: `cannotCreate`.
  public init(
    path: String, sampleRate: Double, channelCount: Int, format: SampleFormat
  ) throws(AudioIOError) {
    precondition((1...1024).contains(channelCount), "1…1024 channels, not \(channelCount)")
    precondition(
      (1...Double(Int32.max)).contains(sampleRate.rounded()), "no sampling rate: \(sampleRate)")
    file = try SoundFile(
      writingTo: path, sampleRate: Int(sampleRate.rounded()), channelCount: channelCount,
      format: format)
    self.path = path
    self.format = format
  }

  /// Appends frames, channels interleaved, full scale at ±1; integers clip what is beyond.
  ///
  /// - Precondition: whole frames of numbers.
  /// - Throws: `cannotWrite`.
  public mutating func write(_ interleaved: [Float]) throws(AudioIOError) {
    byteCount += interleaved.count * format.byteCount
    guard byteCount <= Self.byteLimit else {
      throw .cannotWrite(path: path, reason: "a WAV file holds no more than 4 GiB")
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
