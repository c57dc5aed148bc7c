internal import CSndfile
import TranscriptionTypes

/// An open sound file, closed when it goes out of scope.
///
/// The only type in the package that calls libsndfile. Noncopyable, so the handle has exactly
/// one owner and is closed exactly once.
struct SoundFile: ~Copyable {
  private let handle: OpaquePointer
  /// Where the bytes come from, if libsndfile does not read them itself.
  private let stream: Unmanaged<ByteStream>?

  /// What it is made of.
  let layout: SoundLayout

  /// Channels in a frame.
  var channelCount: Int { layout.channelCount }

  /// Sampling rate, in hertz.
  var sampleRate: Int { layout.sampleRate }

  /// Opens a file for reading.
  ///
  /// - Parameter layout: of a file without a header; nil to find out.
  /// - Returns: nil, and ``openingFailure`` tells why.
  init?(_ file: borrowing Descriptor, layout: SoundLayout? = nil) {
    var info = layout?.info ?? SF_INFO()
    let descriptor = Descriptor(duplicating: file.number)
    guard let number = descriptor?.release(),
      let handle = sf_open_fd(number, Int32(SFM_READ), &info, Int32(SF_TRUE))
    else { return nil }
    self.handle = handle
    stream = nil
    self.layout = SoundLayout(info)
  }

  /// Opens a stream for reading.
  ///
  /// - Parameter layout: of a stream without a header; nil to find out.
  /// - Returns: nil, and ``openingFailure`` tells why.
  init?(_ stream: ByteStream, layout: SoundLayout? = nil) {
    var info = layout?.info ?? SF_INFO()
    var callbacks = ByteStream.callbacks
    let pointer = Unmanaged.passUnretained(stream).toOpaque()
    guard let handle = sf_open_virtual(&callbacks, Int32(SFM_READ), &info, pointer) else {
      return nil
    }
    self.handle = handle
    self.stream = .passRetained(stream)
    self.layout = SoundLayout(info)
  }

  /// Creates a file, or empties the one that is there.
  ///
  /// - Throws: `cannotCreate`.
  init(
    writingTo path: String, sampleRate: Int, channelCount: Int, format: AudioWriter.SampleFormat,
    container: AudioWriter.Container
  ) throws(AudioIOError) {
    var info = SF_INFO()
    info.samplerate = Int32(sampleRate)
    info.channels = Int32(channelCount)
    info.format = Int32(Self.encoding(of: format, in: container))
    guard let handle = sf_open(systemPath(path == "-" ? "./-" : path), Int32(SFM_WRITE), &info)
    else {
      throw .cannotCreate(path: path, reason: Self.openingFailure())
    }
    if container == .ogg {
      var quality = 0.6
      sf_command(
        handle, Int32(SFC_SET_VBR_ENCODING_QUALITY), &quality, Int32(MemoryLayout<Double>.size))
    }
    self.init(writingTo: handle, info)
  }

  /// Compresses to an empty file; nil, and ``openingFailure`` tells why.
  init?(compressingTo file: borrowing Descriptor, as format: CompressedSound.Format, rate: Int) {
    var info = format.info(sampleRate: rate)
    let descriptor = Descriptor(duplicating: file.number)
    guard let number = descriptor?.release(),
      let handle = sf_open_fd(number, Int32(SFM_WRITE), &info, Int32(SF_TRUE))
    else { return nil }
    if format == .mp3 {
      // Only files of variable rate name the encoder's delay, which players then leave out.
      var mode = Int32(SF_BITRATE_MODE_VARIABLE)
      sf_command(handle, Int32(SFC_SET_BITRATE_MODE), &mode, Int32(MemoryLayout<Int32>.size))
      var level = 0.4
      sf_command(handle, Int32(SFC_SET_COMPRESSION_LEVEL), &level, Int32(MemoryLayout<Double>.size))
    }
    self.init(writingTo: handle, info)
  }

  private init(writingTo handle: OpaquePointer, _ info: SF_INFO) {
    // Without this, integers beyond full scale wrap around to the other sign.
    sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
    // The chunk holds the time of day, and equal input should make equal files.
    sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
    self.handle = handle
    stream = nil
    layout = SoundLayout(info)
  }

  deinit {
    sf_close(handle)
    stream?.release()
  }

  /// Reads the next frames into the beginning of `samples`, channels interleaved, full scale at ±1.
  ///
  /// - Parameter limit: frames at most.
  /// - Precondition: `samples` holds whole frames.
  /// - Returns: The frames read, 0 at the end; and what went wrong, if reading stopped for another
  ///   reason than the end of the file.
  mutating func read(
    into samples: inout [Float], limit: Int
  ) -> (frameCount: Int, failure: String?) {
    precondition(samples.count % channelCount == 0, "whole frames")
    let wanted = min(samples.count / channelCount, limit)
    let count = max(0, Int(sf_readf_float(handle, &samples, sf_count_t(wanted))))
    guard count < wanted else { return (count, nil) }
    // A decoder complains of what it misses after the last byte as if that were wrong.
    if let stream = stream?.takeUnretainedValue(), stream.isAtEnd { return (count, stream.failure) }
    // Every read clears the error of the one before, so it has to be asked for at once.
    return (count, failure)
  }

  /// Whether decoding may begin anywhere: lossy formats sound a little different after a jump.
  var isSeekable: Bool {
    layout.info.seekable != 0 && layout.sampleLength != nil && stream == nil
  }

  /// Goes to a frame, counted from 0; after a failure, nobody knows where it is.
  ///
  /// - Precondition: it is seekable.
  mutating func seek(toFrame frame: Int) -> Bool {
    sf_seek(handle, sf_count_t(frame), SEEK_SET) == sf_count_t(frame)
  }

  /// Appends frames, channels interleaved, full scale at ±1.
  ///
  /// - Precondition: `samples` holds whole frames.
  /// - Returns: What libsndfile says about a failure, `nil` when all frames were taken.
  mutating func write(_ samples: [Float]) -> String? {
    let count = samples.count / channelCount
    precondition(samples.count == count * channelCount, "whole frames")
    let written = sf_writef_float(handle, samples, sf_count_t(count))
    return written == count ? nil : failure ?? "not all samples were written"
  }

  /// Completes the header and closes the file.
  ///
  /// - Returns: What libsndfile says about a failure, `nil` when all went well.
  consuming func close() -> String? {
    // Closing writes the header too, but forgets a failure to do so; writing it now remembers.
    sf_command(handle, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
    let headerFailure = failure
    let code = sf_close(handle)
    discard self
    return headerFailure ?? (code == 0 ? nil : Self.tidy(sf_error_number(code)))
  }

  /// What the last operation complained about.
  private var failure: String? {
    sf_error(handle) == 0 ? nil : Self.tidy(sf_strerror(handle))
  }

  private static func encoding(
    of format: AudioWriter.SampleFormat, in container: AudioWriter.Container
  ) -> Int {
    let samples =
      switch format {
      case .pcm16: SF_FORMAT_PCM_16
      case .pcm24: SF_FORMAT_PCM_24
      case .float32: SF_FORMAT_FLOAT
      }
    return switch container {
    case .wav: SF_FORMAT_WAV | samples
    case .flac: SF_FORMAT_FLAC | samples
    case .ogg: SF_FORMAT_OGG | SF_FORMAT_VORBIS
    }
  }
}

// What libsndfile says.
extension SoundFile {
  /// Why the last attempt of the process to open a file failed: without a handle, libsndfile
  /// answers for that.
  static func openingFailure() -> String { tidy(sf_strerror(nil)) }

  /// A message of libsndfile in the form of ours: only the system's part if there is one, no
  /// capital, no full stop.
  private static func tidy(_ message: UnsafePointer<CChar>?) -> String {
    guard let message else { return "unknown failure" }
    var text = String(cString: message)
    for prefix in ["Error : ", "System error : "] where text.hasPrefix(prefix) {
      text.removeFirst(prefix.count)
    }
    while let last = text.last, last == "." || last == " " { text.removeLast() }
    return lowercasedFirst(text)
  }
}
