import CZlib

/// Unpacks a deflated stream piece by piece; the owner of zlib's state.
final class Inflater {
  // zlib remembers the address of its state.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var input: [UInt8] = []
  private(set) var isAtEnd = false

  init() {
    stream.initialize(to: z_stream())
    // Negative: without the header that ZIP leaves out.
    let code = inflateInit2_(
      stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "the system has no memory to unpack, or another zlib")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether all input is used up.
  var needsInput: Bool { input.isEmpty }

  /// Hands in what follows.
  ///
  /// - Precondition: all input before is used up.
  func take(_ bytes: [UInt8]) {
    precondition(input.isEmpty, "input that is not used up")
    input = bytes
  }

  /// Unpacks so many bytes at most.
  ///
  /// - Returns: none when input is needed or at the end; nil if the stream is damaged.
  func unpack(_ count: Int) -> [UInt8]? {
    var code = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      input.withUnsafeMutableBufferPointer { packed in
        stream.pointee.next_in = packed.baseAddress
        stream.pointee.avail_in = UInt32(packed.count)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(count)
        code = inflate(stream, Z_NO_FLUSH)
      }
      filled = count - Int(stream.pointee.avail_out)
    }
    input.removeFirst(input.count - Int(stream.pointee.avail_in))
    isAtEnd = code == Z_STREAM_END
    return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR ? output : nil
  }
}

/// The CRC-32 of bytes that follow others.
func checksum(_ bytes: [UInt8], after check: UInt) -> UInt {
  bytes.withUnsafeBufferPointer { crc32_z(check, $0.baseAddress, $0.count) }
}
