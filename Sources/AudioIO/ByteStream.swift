internal import CSndfile

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes that come once, as from a pipe, for a library that goes back and forth in headers.
///
/// Until `release()`, all that has come is kept, so that every place in it can be read again; a
/// look beyond it finds the end, unless it is near. After that, bytes go by once, in order.
///
/// A class, because libsndfile holds a pointer to it.
final class ByteStream {
  /// Bytes taken in at a time.
  private static let blockLength = 1 << 16
  /// The longest way ahead to read on for the sake of a look there, in bytes.
  ///
  /// A header may skip a picture. But a look behind the samples must not wait for all of them.
  private static let longestSkip = 1 << 20
  /// The longest header, in bytes; whatever is longer cannot be read again.
  private static let longestHeader = 1 << 26

  private let descriptor: Descriptor?
  private var child: ChildProcess?
  private var samples: SampleBytes?
  /// Ends the wait for bytes.
  private let stop: StopSignal?
  private var buffer: [UInt8] = []
  /// Place of the first byte of `buffer`.
  private var bufferStart = 0
  private var position = 0
  private var isKeeping = true
  /// What libsndfile is told when it asks where the end is; nil for nothing.
  ///
  /// A look at the last 128 bytes, where old tags of MP3 files are, finds zeros if they have not come.
  var announcedSize: Int?
  /// What is watched for the last page, where there are pages.
  private(set) var oggEnd: OggEnd?
  /// Whether all bytes have been taken in.
  private(set) var isAtEnd = false
  /// Why the bytes ended, if it was not their end.
  private(set) var failure: String?

  init(_ descriptor: consuming Descriptor, until stop: StopSignal? = nil) {
    self.descriptor = consume descriptor
    child = nil
    self.stop = stop
  }

  init(_ child: consuming ChildProcess, until stop: StopSignal? = nil) {
    descriptor = nil
    self.child = consume child
    self.stop = stop
  }

  init(_ samples: [Float]) {
    descriptor = nil
    child = nil
    self.samples = SampleBytes(samples: samples)
    stop = nil
  }

  /// The first bytes, fewer than wanted only if there are no more.
  ///
  /// - Precondition: nothing was read yet.
  func peek(_ count: Int) -> [UInt8] {
    precondition(bufferStart == 0 && isKeeping, "the first bytes have gone by")
    while buffer.count < count, pull() {}
    return Array(buffer.prefix(count))
  }

  /// Drops the first bytes; what follows counts from 0.
  func drop(_ count: Int) {
    var rest = count
    while rest > 0, !buffer.isEmpty || pull() {
      let dropped = min(rest, buffer.count)
      buffer.removeFirst(dropped)
      rest -= dropped
    }
  }

  /// Makes what comes next the beginning of a stream of its own.
  func restart() {
    buffer.removeFirst(min(max(0, position - bufferStart), buffer.count))
    bufferStart = 0
    position = 0
  }

  /// Goes back to the beginning.
  ///
  /// - Returns: Whether it is still there.
  func rewind() -> Bool {
    position = 0
    return isKeeping && bufferStart == 0
  }

  /// From now on, `oggEnd` knows whether the last page has come.
  func watchForLastPage() { oggEnd = OggEnd(buffer[...]) }

  /// Keeps nothing any longer but what has not been read.
  func release() { isKeeping = false }

  /// All bytes, in a file without a name; nil with `errno` set if there is no room for it.
  ///
  /// - Precondition: the beginning is still there.
  func spooled() -> Descriptor? {
    precondition(bufferStart == 0, "the first bytes have gone by")
    guard let file = Descriptor.nameless() else { return nil }
    repeat {
      guard file.write(buffer) else { return nil }
      buffer.removeAll(keepingCapacity: true)
    } while pull()
    file.rewind()
    return file
  }

  /// Takes in what there is, waiting for the first byte of it; false at the end.
  private func pull() -> Bool {
    guard !isAtEnd else { return false }
    if !isKeeping, position >= bufferStart + buffer.count {
      bufferStart += buffer.count
      buffer.removeAll(keepingCapacity: true)
    }
    var block = [UInt8](repeating: 0, count: Self.blockLength)
    let count = block.withUnsafeMutableBytes { bytes in
      child?.read(into: bytes, until: stop) ?? descriptor?.read(into: bytes, until: stop)
        ?? samples?.read(into: bytes) ?? 0
    }
    buffer += block.prefix(max(0, count))
    oggEnd?.append(block.prefix(max(0, count)))
    if count <= 0 {
      isAtEnd = true
      failure = count < 0 ? systemReason() : child?.finish().map(FFmpeg.tidy)
    }
    return count > 0
  }
}

// What libsndfile calls.
extension ByteStream {
  static var callbacks: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { sf_count_t(ByteStream.of($0)?.announcedSize ?? .max) },
      seek: { offset, origin, stream in ByteStream.of(stream)?.seek(offset, origin) ?? -1 },
      read: { bytes, count, stream in
        sf_count_t(
          ByteStream.of(stream)?.read(
            into: UnsafeMutableRawBufferPointer(start: bytes, count: Int(count))) ?? 0)
      },
      write: nil,
      tell: { sf_count_t(ByteStream.of($0)?.position ?? 0) })
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> ByteStream? {
    pointer.map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }

  private func seek(_ offset: sf_count_t, _ origin: Int32) -> sf_count_t {
    let base: Int? =
      switch origin {
      case SEEK_SET: 0
      case SEEK_CUR: position
      default: announcedSize
      }
    guard let base else { return -1 }
    let (target, overflow) = base.addingReportingOverflow(Int(offset))
    guard !overflow, target >= 0 else { return -1 }
    position = target
    return sf_count_t(target)
  }

  /// Reads from where the last seek went; fewer bytes than wanted only if they are not to be had.
  private func read(into bytes: UnsafeMutableRawBufferPointer) -> Int {
    if isKeeping && buffer.count > Self.longestHeader { isKeeping = false }
    var filled = 0
    while filled < bytes.count, position >= bufferStart {
      let first = position - bufferStart
      if first < buffer.count {
        let count = min(buffer.count - first, bytes.count - filled)
        buffer.withUnsafeBytes {
          bytes.baseAddress?.advanced(by: filled).copyMemory(
            from: $0.baseAddress! + first, byteCount: count)
        }
        filled += count
        position += count
      } else if first - buffer.count > Self.longestSkip || !pull() {
        guard isKeeping, let announcedSize, announcedSize - 128..<announcedSize ~= position else {
          break
        }
        bytes[filled] = 0
        filled += 1
        position += 1
      }
    }
    return filled
  }
}
