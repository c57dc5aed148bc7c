/// What the directory of an archive says of a member.
struct ArchiveMember: Equatable {
  /// How the contents are stored.
  enum Storage: Equatable {
    case plain, deflated
    /// Encrypted, or packed in another way.
    case unknown
  }

  let name: String
  let storage: Storage
  /// CRC-32 of the contents.
  let check: Int
  /// Bytes in the archive.
  let packedCount: Int
  /// Bytes of the contents.
  let byteCount: Int
  /// Where its local header is.
  let headerOffset: Int

  /// All members of a directory, up to where it makes no sense any more.
  static func all(in directory: [UInt8]) -> [ArchiveMember] {
    var members: [ArchiveMember] = []
    var offset = 0
    while offset + 46 <= directory.count,
      directory.littleEndian(at: offset, count: 4) == 0x0201_4B50
    {
      let nameEnd = offset + 46 + directory.littleEndian(at: offset + 28, count: 2)
      let extraEnd = nameEnd + directory.littleEndian(at: offset + 30, count: 2)
      guard extraEnd <= directory.count else { break }
      members.append(
        ArchiveMember(
          entry: Array(directory[offset..<nameEnd]), extra: Array(directory[nameEnd..<extraEnd])))
      offset = extraEnd + directory.littleEndian(at: offset + 32, count: 2)
    }
    return members
  }

  /// - Parameter entry: of the directory, with its name and without its extra field.
  private init(entry: [UInt8], extra: [UInt8]) {
    name = String(decoding: entry[46...], as: UTF8.self)
    let isEncrypted = entry[8] & 1 != 0
    switch entry.littleEndian(at: 10, count: 2) {
    case 0 where !isEncrypted: storage = .plain
    case 8 where !isEncrypted: storage = .deflated
    default: storage = .unknown
    }
    check = entry.littleEndian(at: 16, count: 4)
    // What does not fit is in a field of its own, in this order.
    var long = Self.longNumbers(in: extra)[...]
    func number(at offset: Int) -> Int {
      let number = entry.littleEndian(at: offset, count: 4)
      return number == 0xFFFF_FFFF ? long.popFirst() ?? number : number
    }
    byteCount = number(at: 24)
    packedCount = number(at: 20)
    headerOffset = number(at: 42)
  }

  /// The numbers of 64 bits in an extra field.
  private static func longNumbers(in extra: [UInt8]) -> [Int] {
    var offset = 0
    while offset + 4 <= extra.count {
      let end = offset + 4 + extra.littleEndian(at: offset + 2, count: 2)
      if extra.littleEndian(at: offset, count: 2) == 1 {
        return stride(from: offset + 4, through: min(end, extra.count) - 8, by: 8).map {
          extra.littleEndian(at: $0, count: 8)
        }
      }
      offset = end
    }
    return []
  }
}
