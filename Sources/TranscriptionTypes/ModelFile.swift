/// The tensors in a model file, checked for damage but not yet for what they mean.
///
/// `Models/README.md` describes the format byte by byte: a header of 64 bytes, a table of 64 bytes a
/// tensor, the tensors' float32 values, each aligned to 64 bytes, and a CRC-32 over all that.
package struct ModelFile {
  /// Where the file was read from, for messages.
  package let path: String

  /// CRC-32 of the contents, as stored at the end of the file.
  package let checksum: UInt32

  private let bytes: [UInt8]
  private let entries: [String: Entry]

  private struct Entry {
    let shape: [Int]
    let offset: Int
  }

  private static let magic = Array("BPWEIGHT".utf8)
  private static let version = 1
  /// Bytes at most, a thousand times what there are: it is kept whole, and may be endless.
  private static let fileLimit = 1 << 26
  private static let headerSize = 64
  private static let entrySize = 64
  private static let nameSize = 32
  private static let checksumSize = 4

  package init(path: String) throws(ModelError) {
    let bytes: [UInt8]
    do {
      bytes = try TranscriptionTypes.bytes(ofFile: path, limit: Self.fileLimit)
    } catch {
      throw .cannotRead(path: path, reason: error.reason)
    }
    try self.init(bytes: bytes, path: path)
  }

  package init(bytes: [UInt8], path: String) throws(ModelError) {
    try Self.checkHeader(of: bytes, path: path)
    let stored = UInt32(bytes.integer(at: bytes.count - Self.checksumSize, size: 4))
    var crc = CRC32()
    crc.update(bytes.span.bytes.extracting(droppingLast: Self.checksumSize))
    guard crc.value == stored else { throw .badChecksum(path: path) }
    self.path = path
    self.bytes = bytes
    checksum = stored
    entries = try Self.readTable(of: bytes, path: path)
  }

  /// The shape of a tensor; nil if there is none of that name.
  package func shape(_ name: String) -> [Int]? { entries[name]?.shape }

  /// The values of a tensor, last axis fastest.
  package func tensor(_ name: String, shape: [Int]) throws(ModelError) -> [Float] {
    guard let entry = entries[name] else { throw .missingTensor(path: path, tensor: name) }
    guard entry.shape == shape else {
      throw .wrongShape(path: path, tensor: name, expected: shape, actual: entry.shape)
    }
    let raw = bytes.span.bytes
    let values = (0..<shape.reduce(1, *)).map { i in
      let bits = raw.unsafeLoadUnaligned(fromByteOffset: entry.offset + 4 * i, as: UInt32.self)
      return Float(bitPattern: UInt32(littleEndian: bits))
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFiniteValue(path: path, tensor: name, index: index)
    }
    return values
  }

  private static func checkHeader(of bytes: [UInt8], path: String) throws(ModelError) {
    guard bytes.prefix(magic.count).elementsEqual(magic.prefix(bytes.count)) else {
      throw .notAModel(path: path)
    }
    guard bytes.count >= headerSize + checksumSize else {
      throw .truncated(
        path: path, expectedBytes: headerSize + checksumSize, actualBytes: bytes.count)
    }
    let found = bytes.integer(at: 8, size: 4)
    guard found == version else { throw .unknownVersion(path: path, version: found) }
    let size = bytes.integer(at: 16, size: 8)
    guard bytes.count >= size else {
      throw .truncated(path: path, expectedBytes: size, actualBytes: bytes.count)
    }
    guard bytes.count == size else {
      throw .trailingBytes(path: path, expectedBytes: size, actualBytes: bytes.count)
    }
  }

  private static func readTable(
    of bytes: [UInt8], path: String
  ) throws(ModelError) -> [String: Entry] {
    let end = bytes.count - checksumSize
    let count = bytes.integer(at: 12, size: 4)
    guard count <= (end - headerSize) / entrySize else {
      throw .badTable(path: path, tensor: "table")
    }
    var entries: [String: Entry] = [:]
    for i in 0..<count {
      let start = headerSize + i * entrySize
      let name = String(
        decoding: bytes[start..<start + nameSize].prefix { $0 != 0 }, as: UTF8.self)
      let rank = bytes.integer(at: start + 32, size: 4)
      guard rank <= 4 else { throw .badTable(path: path, tensor: name) }
      let shape = (0..<rank).map { bytes.integer(at: start + 36 + 4 * $0, size: 4) }
      let offset = bytes.integer(at: start + 56, size: 8)
      let room = (end - min(offset, end)) / 4
      // Axes are below 2³², so a product may overflow: divide instead.
      let fits = shape.reduce(room as Int?) { left, axis in
        left.flatMap { axis == 0 ? nil : $0 / axis }.flatMap { $0 > 0 ? $0 : nil }
      }
      guard fits != nil else { throw .badTable(path: path, tensor: name) }
      entries[name] = Entry(shape: shape, offset: offset)
    }
    return entries
  }
}

extension [UInt8] {
  /// A little-endian unsigned integer; one too large for `Int` becomes `Int.max`.
  fileprivate func integer(at offset: Int, size: Int) -> Int {
    let value = self[offset..<offset + size].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(clamping: value)
  }
}
