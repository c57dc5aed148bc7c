internal import CSndfile

/// A compressed mono sound in the making, in a form that every browser plays.
///
/// It is kept in a nameless temporary file until it is finished, so that memory does not grow with
/// its length.
public struct CompressedSound: ~Copyable {
  /// How it is compressed.
  public enum Format: CaseIterable, Sendable {
    /// Some 60 kbit/s at 22 050 Hz. Ogg would be as small, but Safari plays it only since 18.4.
    case mp3
    /// Three times as large, for a libsndfile that cannot write MP3 (before 1.1, or without LAME).
    case flac

    /// The best one that the libsndfile at hand can write.
    public static let available: Format = {
      var info = Format.mp3.info(sampleRate: 44_100)
      return sf_format_check(&info) != 0 ? .mp3 : .flac
    }()

    /// What browsers call it.
    public var mediaType: String {
      switch self {
      case .mp3: "audio/mpeg"
      case .flac: "audio/flac"
      }
    }

    func info(sampleRate: Int) -> SF_INFO {
      var info = SF_INFO()
      info.samplerate = Int32(sampleRate)
      info.channels = 1
      info.format =
        switch self {
        case .mp3: Int32(SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III)
        case .flac: Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
        }
      return info
    }
  }

  /// What an error calls the file.
  private static var place: String { Descriptor.temporaryFolder }

  private let bytes: Descriptor
  private var file: SoundFile

  /// Starts without a sample.
  ///
  /// - Parameter sampleRate: In hertz, one that MP3 knows: 8000, 11 025, 12 000 or these times 2 or 4.
  /// - Throws: `cannotCreate`.
  public init(sampleRate: Int, format: Format = .available) throws(AudioIOError) {
    guard let bytes = Descriptor.nameless() else {
      throw .cannotCreate(path: Self.place, reason: systemReason())
    }
    guard let file = SoundFile(compressingTo: bytes, as: format, rate: sampleRate) else {
      throw .cannotCreate(path: Self.place, reason: SoundFile.openingFailure())
    }
    self.bytes = bytes
    self.file = file
  }

  /// Appends samples, full scale at ±1; what is beyond is clipped.
  ///
  /// - Throws: `cannotWrite`.
  public mutating func append(_ samples: [Float]) throws(AudioIOError) {
    if let reason = file.write(samples) { throw .cannotWrite(path: Self.place, reason: reason) }
  }

  /// The bytes of the whole sound file.
  ///
  /// - Throws: `cannotWrite`.
  public consuming func finish() throws(AudioIOError) -> [UInt8] {
    if let reason = file.close() { throw .cannotWrite(path: Self.place, reason: reason) }
    let (size, whole) = (bytes.size, bytes.bytes(at: 0, count: bytes.size))
    guard whole.count == size else {
      throw .cannotWrite(path: Self.place, reason: systemReason())
    }
    return whole
  }
}
