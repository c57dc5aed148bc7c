internal import CSndfile

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that libsndfile writes to, and what went wrong with it: libsndfile forgets that of compressed
/// sound, and what it says of the end of a file is no use.
///
/// A class, because libsndfile holds a pointer to it.
final class ByteSink {
  private let descriptor: Descriptor
  private var position = 0
  private var byteCount = 0
  /// Why the first bytes were not written that were not.
  private(set) var failure: String?

  /// Writes to an empty file.
  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

  private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    var written = 0
    while written < bytes.count, failure == nil {
      let count = pwrite(
        descriptor.number, bytes.baseAddress?.advanced(by: written), bytes.count - written,
        off_t(position))
      if count < 0 && errno != EINTR { failure = systemReason() }
      written += max(count, 0)
      position += max(count, 0)
    }
    byteCount = max(byteCount, position)
    return written
  }

  private func seek(_ offset: sf_count_t, _ origin: Int32) -> sf_count_t {
    let base =
      switch origin {
      case SEEK_SET: 0
      case SEEK_CUR: position
      default: byteCount
      }
    let (target, overflow) = base.addingReportingOverflow(Int(offset))
    guard !overflow, target >= 0 else { return -1 }
    position = target
    return sf_count_t(target)
  }
}

// What libsndfile calls.
extension ByteSink {
  static var callbacks: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { sf_count_t(ByteSink.of($0)?.byteCount ?? 0) },
      seek: { offset, origin, sink in ByteSink.of(sink)?.seek(offset, origin) ?? -1 },
      read: { _, _, _ in 0 },
      write: { bytes, count, sink in
        sf_count_t(
          ByteSink.of(sink)?.write(UnsafeRawBufferPointer(start: bytes, count: Int(count))) ?? 0)
      },
      tell: { sf_count_t(ByteSink.of($0)?.position ?? 0) })
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> ByteSink? {
    pointer.map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }
}
