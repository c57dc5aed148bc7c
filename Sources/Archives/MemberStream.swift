/// The contents of a member, read piece by piece and checked at their end.
struct MemberStream {
  private static let pieceLength = 1 << 16

  private let file: ArchiveFile
  let member: ArchiveMember
  /// Nil for a member that is stored as it is.
  private let inflater: Inflater?
  private var offset: Int
  private let end: Int
  private var check: UInt = 0
  /// Bytes of the contents that are still to come.
  private(set) var rest: Int

  init(_ member: ArchiveMember, of file: ArchiveFile) throws(ArchiveError) {
    let array = ArrayStream.name(of: member)
    guard member.storage != .unknown else {
      throw .unusable(
        path: file.path, array: array, reason: "is encrypted, or packed as numpy does not")
    }
    guard member.storage == .deflated || member.packedCount == member.byteCount else {
      throw .damaged(path: file.path, reason: "'\(member.name)' has two lengths")
    }
    self.file = file
    self.member = member
    inflater = member.storage == .deflated ? Inflater() : nil
    offset = try file.start(of: member)
    let (end, overflows) = offset.addingReportingOverflow(member.packedCount)
    self.end = overflows ? Int.max : end
    rest = member.byteCount
  }

  /// So many bytes that follow.
  ///
  /// - Throws: `damaged` if they are not there, or if they were the last and are not what was saved.
  mutating func next(_ count: Int) throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    // Piece by piece, so that a length which is not true takes no memory.
    while bytes.count < count {
      let piece = try nextPiece(min(count - bytes.count, Self.pieceLength))
      bytes += piece
    }
    rest -= count
    check = checksum(bytes, after: check)
    guard rest > 0 || check == UInt(member.check) else {
      throw damage("'\(member.name)' is not what was saved")
    }
    return bytes
  }

  /// At least one byte.
  private mutating func nextPiece(_ count: Int) throws(ArchiveError) -> [UInt8] {
    guard let inflater else { return try nextPacked(count) }
    while true {
      if inflater.needsInput { inflater.take(try nextPacked(Self.pieceLength)) }
      guard let bytes = inflater.unpack(count) else {
        throw damage("'\(member.name)' cannot be unpacked")
      }
      if !bytes.isEmpty { return bytes }
      if inflater.isAtEnd { throw damage("'\(member.name)' ends early") }
    }
  }

  /// At least one byte of what is in the file.
  private mutating func nextPacked(_ count: Int) throws(ArchiveError) -> [UInt8] {
    let bytes = file.bytes(at: offset, count: min(count, end - offset))
    guard !bytes.isEmpty else { throw damage("'\(member.name)' ends early") }
    offset += bytes.count
    return bytes
  }

  private func damage(_ reason: String) -> ArchiveError {
    .damaged(path: file.path, reason: reason)
  }
}
