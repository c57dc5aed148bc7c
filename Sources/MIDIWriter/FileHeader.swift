/// The first chunk of a file.
struct FileHeader {
  /// What a tick is.
  enum Division {
    /// So many in a quarter note.
    case ticksPerQuarter(Int)
    /// Always the same time.
    case seconds(Double)
  }

  let format: Int
  let trackCount: Int
  let division: Division

  init(_ reader: inout ByteReader) throws(MIDIError) {
    guard let type = try? reader.bytes(count: 4), type.elementsEqual("MThd".utf8) else {
      throw .notMIDIFile
    }
    guard reader.remaining >= 10 else { throw .truncatedHeader }
    let length = try reader.bigEndian(width: 4)
    guard length >= 6, length <= reader.remaining else { throw .truncatedHeader }
    format = try reader.bigEndian(width: 2)
    trackCount = try reader.bigEndian(width: 2)
    division = try Division(try reader.bigEndian(width: 2))
    _ = try reader.bytes(count: length - 6)
    guard format <= 2 else { throw .unsupportedFormat(format) }
  }
}

extension FileHeader.Division {
  fileprivate init(_ bits: Int) throws(MIDIError) {
    guard bits & 0x8000 != 0 else {
      guard bits > 0 else { throw .zeroDivision }
      self = .ticksPerQuarter(bits)
      return
    }
    let framesPerSecond = 0x100 - bits >> 8
    let ticksPerFrame = bits & 0xFF
    guard ticksPerFrame > 0 else { throw .zeroDivision }
    // 29 stands for the 29.97 frames of NTSC television.
    let frameDuration = framesPerSecond == 29 ? 1001.0 / 30_000 : 1 / Double(framesPerSecond)
    self = .seconds(frameDuration / Double(ticksPerFrame))
  }
}
