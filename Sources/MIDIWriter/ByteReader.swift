/// A place in the bytes of a file, and where the part being read ends.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var offset: Int
  private let end: Int

  init(_ bytes: [UInt8]) {
    self.init(bytes, from: 0, to: bytes.count)
  }

  private init(_ bytes: [UInt8], from offset: Int, to end: Int) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
  }

  var remaining: Int { end - offset }

  /// The next byte, which stays unread.
  var next: UInt8? { offset < end ? bytes[offset] : nil }

  /// Reads one byte.
  mutating func byte() throws(MIDIError) -> UInt8 {
    guard offset < end else { throw .truncatedEvent(offset: offset) }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// Reads a data byte of a channel message, 0…127.
  mutating func data() throws(MIDIError) -> Int {
    let value = try byte()
    guard value < 0x80 else { throw .invalidData(value, offset: offset - 1) }
    return Int(value)
  }

  /// Reads a variable-length quantity, at most 2²⁸ − 1.
  mutating func quantity() throws(MIDIError) -> Int {
    let start = offset
    var value = 0
    for _ in 0..<4 {
      let byte = try byte()
      value = value << 7 | Int(byte & 0x7F)
      if byte < 0x80 { return value }
    }
    throw .invalidQuantity(offset: start)
  }

  /// Reads as many bytes as asked for.
  mutating func bytes(count: Int) throws(MIDIError) -> ArraySlice<UInt8> {
    guard count <= remaining else { throw .truncatedEvent(offset: offset) }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  /// Reads an integer, most significant byte first.
  mutating func bigEndian(width: Int) throws(MIDIError) -> Int {
    try bytes(count: width).reduce(0) { $0 << 8 | Int($1) }
  }

  /// Reads the head of a chunk, and skips its body.
  ///
  /// - Returns: the chunk's type and a reader of its body.
  mutating func chunk() throws(MIDIError) -> (type: [UInt8], body: ByteReader) {
    let start = offset
    guard remaining >= 8 else { throw .truncatedChunk(offset: start) }
    let type = try bytes(count: 4)
    let length = try bigEndian(width: 4)
    guard length <= remaining else { throw .truncatedChunk(offset: start) }
    defer { offset += length }
    return (Array(type), ByteReader(bytes, from: offset, to: offset + length))
  }
}
