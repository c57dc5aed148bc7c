/// The cyclic redundancy check of ZIP, PNG and Ethernet (CRC-32/ISO-HDLC), over bytes as they come.
///
/// Source: ISO/IEC 3309; the polynomial is 0x04C11DB7, least significant bit first. The check
/// value, that of "123456789", is 0xCBF43926.
package struct CRC32: Sendable {
  /// What each byte does to a remainder of 0.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(byte) { remainder, _ in
      remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0xEDB8_8320
    }
  }

  private var remainder = UInt32.max

  /// The check of no bytes.
  package init() {}

  /// The check of all bytes so far.
  package var value: UInt32 { ~remainder }

  /// Takes more bytes.
  package mutating func update(_ bytes: RawSpan) {
    let table = Self.table
    for offset in bytes.byteOffsets {
      let byte = bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
      remainder = remainder >> 8 ^ table[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)]
    }
  }

  /// Takes more bytes.
  package mutating func update(_ bytes: [UInt8]) { update(bytes.span.bytes) }
}
