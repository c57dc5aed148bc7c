/// The rows of an array in an archive, as they are asked for.
struct ArrayStream {
  /// NumPy's headers have some 120 bytes.
  private static let longestHeader = 1 << 16

  private let path: String
  private let name: String
  private let columnCount: Int
  private let isDouble: Bool
  private let range: ClosedRange<Float>
  private var stream: MemberStream
  /// Rows of the array.
  let rowCount: Int

  /// - Parameter range: What its numbers may be.
  init(
    _ member: ArchiveMember, of file: ArchiveFile, columnCount: Int, range: ClosedRange<Float>
  ) throws(ArchiveError) {
    path = file.path
    name = Self.name(of: member)
    self.columnCount = columnCount
    self.range = range
    stream = try MemberStream(member, of: file)
    let header = try Self.header(&stream, path: path, name: name)
    func unusable(_ reason: String) -> ArchiveError {
      .unusable(path: file.path, array: Self.name(of: member), reason: reason)
    }
    guard header.type == "<f4" || header.type == "<f8" else {
      throw unusable("has numbers of type '\(header.type)'; float32 or float64 are wanted")
    }
    guard !header.isFortranOrdered else {
      throw unusable("lies column by column; numpy.ascontiguousarray turns it")
    }
    guard header.shape.count == 2, header.shape[1] == columnCount, header.shape[0] >= 0 else {
      let axes = header.shape.map(String.init).joined(separator: ", ")
      throw unusable("has the shape (\(axes)); (frames, \(columnCount)) is wanted")
    }
    isDouble = header.type == "<f8"
    rowCount = header.shape[0]
    let rowLength = columnCount * (isDouble ? 8 : 4)
    guard rowCount.multipliedReportingOverflow(by: rowLength) == (stream.rest, false) else {
      throw .damaged(path: path, reason: "'\(member.name)' is shorter or longer than its shape")
    }
  }

  /// What NumPy calls a member: its name without the extension.
  static func name(of member: ArchiveMember) -> String {
    member.name.hasSuffix(".npy") ? String(member.name.dropLast(4)) : member.name
  }

  private static func header(
    _ stream: inout MemberStream, path: String, name: String
  ) throws(ArchiveError) -> ArrayHeader {
    func unknown() -> ArchiveError {
      .unusable(path: path, array: name, reason: "is none that numpy.save makes")
    }
    guard stream.rest >= 12 else { throw unknown() }
    let start = try stream.next(8)
    guard start.starts(with: [0x93] + Array("NUMPY".utf8)), 1...3 ~= start[6] else {
      throw unknown()
    }
    let lengthBytes = start[6] == 1 ? 2 : 4
    let length = try stream.next(lengthBytes).littleEndian(at: 0, count: lengthBytes)
    guard length <= min(longestHeader, stream.rest) else { throw unknown() }
    guard let header = ArrayHeader(dictionary: try stream.next(length)) else { throw unknown() }
    return header
  }

  /// The rows that follow, side by side.
  ///
  /// - Precondition: there are as many.
  mutating func next(_ count: Int) throws(ArchiveError) -> [Float] {
    let numberCount = count * columnCount
    let bytes = try stream.next(numberCount * (isDouble ? 8 : 4))
    let span = bytes.span.bytes
    let numbers = (0..<numberCount).map { index in
      isDouble
        ? Float(
          Double(
            bitPattern: .init(
              littleEndian: span.unsafeLoadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))))
        : Float(
          bitPattern: .init(
            littleEndian: span.unsafeLoadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
    }
    guard numbers.allSatisfy(range.contains) else {
      throw .unusable(
        path: path, array: name,
        reason: "has a number that is not in \(range.lowerBound)…"
          + (range.upperBound == .greatestFiniteMagnitude ? "" : "\(range.upperBound)"))
    }
    return numbers
  }
}
