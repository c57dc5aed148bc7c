internal import CSndfile

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open sound file, closed when it goes out of scope.
///
/// The only type in the package that calls libsndfile. Noncopyable, so the handle has exactly
/// one owner and is closed exactly once.
struct SoundFile: ~Copyable {
  private let handle: OpaquePointer

  /// Channels in a frame.
  let channelCount: Int

  /// Sampling rate, in hertz.
  let sampleRate: Int

  /// Opens a file for reading, in whichever format libsndfile recognises.
  ///
  /// - Throws: `cannotOpen` or `unknownFormat`.
  init(readingFrom path: String) throws(AudioIOError) {
    if let reason = Self.reasonNotToRead(path) { throw .cannotOpen(path: path, reason: reason) }
    var info = SF_INFO()
    // libsndfile takes "-" for the standard input; to us it is a file like any other.
    guard let handle = sf_open(path == "-" ? "./-" : path, Int32(SFM_READ), &info) else {
      throw .unknownFormat(path: path, reason: Self.openingFailure())
    }
    self.handle = handle
    channelCount = Int(info.channels)
    sampleRate = Int(info.samplerate)
  }

  /// Creates a WAV file, or empties the one that is there.
  ///
  /// - Throws: `cannotCreate`.
  init(
    writingTo path: String, sampleRate: Int, channelCount: Int, format: AudioWriter.SampleFormat
  ) throws(AudioIOError) {
    var info = SF_INFO()
    info.samplerate = Int32(sampleRate)
    info.channels = Int32(channelCount)
    info.format = Int32(SF_FORMAT_WAV | Self.encoding(of: format))
    guard let handle = sf_open(path == "-" ? "./-" : path, Int32(SFM_WRITE), &info) else {
      throw .cannotCreate(path: path, reason: Self.openingFailure())
    }
    // Without this, integers beyond full scale wrap around to the other sign.
    sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
    // The chunk holds the time of day, and equal input should make equal files.
    sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
    self.handle = handle
    self.channelCount = channelCount
    self.sampleRate = sampleRate
  }

  deinit { sf_close(handle) }

  /// Reads the next frames into the beginning of `samples`, channels interleaved, full scale at ±1.
  ///
  /// - Precondition: `samples` holds whole frames.
  /// - Returns: The frames read, 0 at the end; and what libsndfile says about a failure, if it
  ///   stopped early for another reason than the end of the file.
  mutating func read(into samples: inout [Float]) -> (frameCount: Int, failure: String?) {
    let wanted = samples.count / channelCount
    precondition(samples.count == wanted * channelCount, "whole frames")
    let count = Int(sf_readf_float(handle, &samples, sf_count_t(wanted)))
    // Every read clears the error of the one before, so it has to be asked for at once.
    return (max(count, 0), count < wanted ? failure : nil)
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

  private static func encoding(of format: AudioWriter.SampleFormat) -> Int {
    switch format {
    case .pcm16: SF_FORMAT_PCM_16
    case .pcm24: SF_FORMAT_PCM_24
    case .float32: SF_FORMAT_FLOAT
    }
  }
}

// Why files do not open.
extension SoundFile {
  /// The system's objection to reading a file, in its own words.
  ///
  /// libsndfile would say "System error." to all of these. Nothing is opened, so that a pipe
  /// keeps its contents.
  private static func reasonNotToRead(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
      return lowercasedFirst(String(cString: strerror(errno)))
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return "it is a folder"
    case S_IFREG: return status.st_size == 0 ? "the file is empty" : nil
    default: return nil
    }
  }

  /// Why the last attempt of the process to open a file failed: without a handle, libsndfile
  /// answers for that.
  private static func openingFailure() -> String {
    sf_error(nil) == Int32(SF_ERR_UNRECOGNISED_FORMAT)
      ? "its format is none of WAV, AIFF, FLAC, Ogg, MP3, CAF and whatever else libsndfile knows"
      : tidy(sf_strerror(nil))
  }

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

  /// The text with a small first letter, unless it begins with an acronym.
  private static func lowercasedFirst(_ text: String) -> String {
    guard let first = text.first, text.dropFirst().first?.isLowercase == true else { return text }
    return first.lowercased() + text.dropFirst()
  }
}
