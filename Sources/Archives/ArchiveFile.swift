import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open ZIP archive and what its directory says, closed when it goes out of scope.
///
/// Nothing is believed that the size of the file contradicts, and nothing is allocated by what a
/// header says.
///
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
final class ArchiveFile {
  /// The most that is read of a directory: some ten thousand members.
  private static let longestDirectory = 1 << 20
  /// The end record and the longest comment.
  private static let longestEnd = 22 + 0xFFFF

  let path: String
  private let descriptor: Int32
  private let byteCount: Int
  private(set) var members: [ArchiveMember] = []

  /// Opens an archive and reads its directory.
  init(path: String) throws(ArchiveError) {
    self.path = path
    // A pipe has no end to begin at, and would wait for a writer.
    descriptor = open(systemPath(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      byteCount = 0
      throw .cannotOpen(path: path, reason: systemReason())
    }
    var status = stat()
    fstat(descriptor, &status)
    byteCount = Int(status.st_size)
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotOpen(path: path, reason: "it is no file, and an archive is read from its end")
    }
    try readDirectory()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Bytes from a place; fewer than wanted only at the end of the file.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, offset < byteCount else { return [] }
    let count = min(count, byteCount - offset)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let start = buffer.baseAddress.map { $0 + filled }
        let read = pread(descriptor, start, count - filled, off_t(offset + filled))
        if read == 0 || read < 0 && errno != EINTR { break }
        filled += max(read, 0)
      }
    }
  }

  /// Where the contents of a member begin.
  func start(of member: ArchiveMember) throws(ArchiveError) -> Int {
    let header = bytes(at: member.headerOffset, count: 30)
    guard header.count == 30, header.littleEndian(at: 0, count: 4) == 0x0403_4B50 else {
      throw .damaged(path: path, reason: "'\(member.name)' is not where the directory says")
    }
    return member.headerOffset + 30 + header.littleEndian(at: 26, count: 2)
      + header.littleEndian(at: 28, count: 2)
  }

  private func readDirectory() throws(ArchiveError) {
    let tailStart = max(0, byteCount - Self.longestEnd)
    let tail = bytes(at: tailStart, count: Self.longestEnd)
    guard let end = tail.lastIndex(ofRecord: 0x0605_4B50, length: 22) else {
      // What begins like an archive has lost its end.
      let begins = bytes(at: 0, count: 4) == [0x50, 0x4B, 3, 4]
      throw begins ? .damaged(path: path, reason: "its end is missing") : .notAnArchive(path: path)
    }
    var length = tail.littleEndian(at: end + 12, count: 4)
    var start = tail.littleEndian(at: end + 16, count: 4)
    if start == 0xFFFF_FFFF, let long = longEnd(before: tailStart + end) { (length, start) = long }
    let directory = bytes(at: start, count: min(length, Self.longestDirectory))
    guard directory.count == length else {
      throw .damaged(path: path, reason: "its directory is not where it should be")
    }
    members = ArchiveMember.all(in: directory)
  }

  /// The directory's length and place, where the file is too large for the plain end record.
  private func longEnd(before end: Int) -> (length: Int, start: Int)? {
    let locator = bytes(at: end - 20, count: 20)
    guard locator.count == 20, locator.littleEndian(at: 0, count: 4) == 0x0706_4B50 else {
      return nil
    }
    let record = bytes(at: locator.littleEndian(at: 8, count: 8), count: 56)
    guard record.count == 56, record.littleEndian(at: 0, count: 4) == 0x0606_4B50 else {
      return nil
    }
    return (record.littleEndian(at: 40, count: 8), record.littleEndian(at: 48, count: 8))
  }
}

extension [UInt8] {
  /// An unsigned number of up to 8 bytes, `Int.max` if it is larger.
  ///
  /// - Precondition: it is all there.
  func littleEndian(at offset: Int, count: Int) -> Int {
    let number = self[offset..<offset + count].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(clamping: number)
  }

  /// Where the last record with a signature begins that is all there.
  fileprivate func lastIndex(ofRecord signature: Int, length: Int) -> Int? {
    guard count >= length else { return nil }
    return (0...count - length).last { littleEndian(at: $0, count: 4) == signature }
  }
}

/// The last failure in the system's words, with a small first letter.
private func systemReason() -> String {
  let text = String(cString: strerror(errno))
  return text.prefix(1).lowercased() + text.dropFirst()
}
