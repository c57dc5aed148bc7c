/// A stored member of a ZIP archive, and the records that describe it.
///
/// Sizes and offsets beyond 32 bits go to a ZIP64 field, the others stay where every reader finds
/// them.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
struct ZIPEntry {
  /// In ASCII.
  let name: String
  /// CRC-32 of the contents.
  let check: UInt32
  /// Length of the contents.
  let byteCount: UInt64
  /// Where the local header is, from the beginning of the archive.
  let offset: UInt64

  /// Midnight of 1 January 1980, the first time ZIP can express: hours, then days.
  private static let time: [UInt8] = [0, 0, 0x21, 0]
  /// In place of a number that is in the ZIP64 field.
  private static let elsewhere = UInt64(UInt32.max)
  private static let plainVersion: UInt16 = 20
  private static let zip64Version: UInt16 = 45
  /// The host system of "version made by" that says how to read the attributes: Unix.
  private static let unix: UInt16 = 3 << 8

  private var isLong: Bool { byteCount >= Self.elsewhere }
  private var isFar: Bool { offset >= Self.elsewhere }

  /// What precedes the contents.
  var localHeader: [UInt8] {
    let extra = isLong ? Self.zip64Field([byteCount, byteCount]) : []
    let version = isLong ? Self.zip64Version : Self.plainVersion
    return signature(0x0403_4B50) + version.littleEndianBytes + common(extra: extra)
      + Array(name.utf8) + extra
  }

  /// The entry of the central directory.
  var directoryHeader: [UInt8] {
    let numbers = (isLong ? [byteCount, byteCount] : []) + (isFar ? [offset] : [])
    let extra = numbers.isEmpty ? [] : Self.zip64Field(numbers)
    let version = numbers.isEmpty ? Self.plainVersion : Self.zip64Version
    let attributes = UInt32(0o100644) << 16  // a regular file that all may read
    return signature(0x0201_4B50) + (Self.unix | version).littleEndianBytes
      + version.littleEndianBytes + common(extra: extra)
      + [0, 0, 0, 0, 0, 0]  // no comment, disk 0, binary
      + attributes.littleEndianBytes + Self.narrow(offset) + Array(name.utf8) + extra
  }

  /// The archive's end, from its central directory on.
  ///
  /// - Parameter start: Where the directory begins.
  static func directory(of entries: [ZIPEntry], at start: UInt64) -> [UInt8] {
    var bytes = entries.flatMap(\.directoryHeader)
    let length = UInt64(bytes.count)
    let count = UInt16(entries.count)
    if start >= elsewhere {
      bytes += signature(0x0606_4B50) + UInt64(44).littleEndianBytes
      bytes += (unix | zip64Version).littleEndianBytes + zip64Version.littleEndianBytes
      bytes += [UInt8](repeating: 0, count: 8)  // disk 0, directory on disk 0
      bytes += UInt64(count).littleEndianBytes + UInt64(count).littleEndianBytes
      bytes += length.littleEndianBytes + start.littleEndianBytes
      bytes += signature(0x0706_4B50) + [0, 0, 0, 0]
      bytes += (start + length).littleEndianBytes + UInt32(1).littleEndianBytes
    }
    bytes += signature(0x0605_4B50) + [0, 0, 0, 0] + count.littleEndianBytes
    bytes += count.littleEndianBytes + narrow(length) + narrow(start) + [0, 0]
    return bytes
  }

  /// What the two headers of a member share: flags to the length of the extra field.
  private func common(extra: [UInt8]) -> [UInt8] {
    [0, 0, 0, 0] + Self.time + check.littleEndianBytes  // no flags, stored
      + Self.narrow(byteCount) + Self.narrow(byteCount)
      + UInt16(name.utf8.count).littleEndianBytes + UInt16(extra.count).littleEndianBytes
  }

  /// An extra field of 64-bit numbers.
  private static func zip64Field(_ numbers: [UInt64]) -> [UInt8] {
    UInt16(1).littleEndianBytes + UInt16(8 * numbers.count).littleEndianBytes
      + numbers.flatMap(\.littleEndianBytes)
  }

  /// A number in 32 bits, or the sign that it does not fit.
  private static func narrow(_ number: UInt64) -> [UInt8] {
    UInt32(min(number, elsewhere)).littleEndianBytes
  }
}

/// The four bytes that a record begins with.
private func signature(_ number: UInt32) -> [UInt8] { number.littleEndianBytes }
