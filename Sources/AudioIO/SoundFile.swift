internal import CSndfile
import TranscriptionTypes

/// An open sound file, closed when it goes out of scope.
///
/// The only type in the package that calls libsndfile. Noncopyable, so the handle has exactly
/// one owner and is closed exactly once.
struct SoundFile: ~Copyable {
  let handle: OpaquePointer
  /// Where the bytes come from, if libsndfile does not read them itself.
  private let stream: Unmanaged<ByteStream>?
  /// Where the bytes go to, if it writes.
  private let sink: Unmanaged<ByteSink>?

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
    (stream, sink) = (nil, nil)
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
    sink = nil
    self.layout = SoundLayout(info)
  }

  /// Takes over a file that was opened for writing.
  init(_ handle: OpaquePointer, sink: ByteSink, _ layout: SoundLayout) {
    self.handle = handle
    self.sink = .passRetained(sink)
    stream = nil
    self.layout = layout
  }

  deinit {
    sf_close(handle)
    stream?.release()
    sink?.release()
  }

  /// Closes a file that was written.
  ///
  /// - Returns: libsndfile's number for a failure, and what the system said of one.
  consuming func finish() -> (code: Int32, sinkFailure: String?) {
    let code = sf_close(handle)
    let failure = sinkFailure
    sink?.release()
    discard self
    return (code, failure)
  }

  /// What the system said when bytes could not be written.
  var sinkFailure: String? { sink?.takeUnretainedValue().failure }

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

  /// What the last operation complained about.
  var failure: String? {
    sf_error(handle) == 0 ? nil : Self.tidy(sf_strerror(handle))
  }

}

// What libsndfile says.
extension SoundFile {
  /// Why the last attempt of the process to open a file failed: without a handle, libsndfile
  /// answers for that.
  static func openingFailure() -> String { tidy(sf_strerror(nil)) }

  /// What a number of libsndfile means.
  static func message(ofError code: Int32) -> String { tidy(sf_error_number(code)) }

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
