/// Numbers on axes that grow along the first, kept on disk: a `.npy` file before its length is known.
///
/// The file has no name, so nothing of it is left when the program ends, whatever happens.
///
/// Source: NumPy, `numpy/lib/format.py`, version 1.0 of the format.
struct ArrayFile: ~Copyable {
  private static let pieceLength = 1 << 18

  private let path: String
  private let draft: Draft
  /// Elements in a row, all axes but the first; nil where there is only one axis.
  private let rowLength: Int?
  private var elementCount = 0
  private var dataCount: Int { 4 * elementCount }

  /// Makes an empty file in the folder of the output it is for, on whose disk there has to be room
  /// anyway; beside standard output and pipes, where temporary files are. Errors name that output.
  init(for output: borrowing OutputFile, rowLength: Int? = nil) throws(ExportError) {
    guard let draft = output.makeSpare() else {
      throw .cannotCreate(path: output.path, reason: systemReason())
    }
    draft.abandonName()
    path = output.path
    self.draft = draft
    self.rowLength = rowLength
  }

  /// Appends elements.
  mutating func append(_ elements: [Float]) throws(ExportError) {
    // A word's bytes in memory are then those of the file, whatever the machine's own order.
    let words = elements.map { $0.bitPattern.littleEndian }
    guard writeAll(words.span.bytes, to: draft.descriptor, at: dataCount) else {
      throw .cannotWrite(path: path, reason: systemReason())
    }
    elementCount += elements.count
  }

  /// Whether there is no element.
  var isEmpty: Bool { elementCount == 0 }

  /// Bytes of the whole array.
  var byteCount: Int { header.count + dataCount }

  /// The array's beginning: what the numbers are, filled up so that they start at a multiple of 64.
  var header: [UInt8] {
    // Python's tuples: "(5,)", "(5, 88)".
    let axes = rowLength.map { "\(elementCount / $0), \($0)" } ?? "\(elementCount),"
    var text = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(axes)), }"
    let prefixCount = 10
    let unpadded = prefixCount + text.utf8.count + 1
    text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + UInt16(text.utf8.count).littleEndianBytes
      + Array(text.utf8)
  }

  /// Hands on the whole array in pieces of bounded size.
  func forEachPiece(_ receive: ([UInt8]) throws(ExportError) -> Void) throws(ExportError) {
    try receive(header)
    for offset in stride(from: 0, to: dataCount, by: Self.pieceLength) {
      let count = min(Self.pieceLength, dataCount - offset)
      guard let piece = readAll(draft.descriptor, from: offset, count: count) else {
        throw .cannotWrite(path: path, reason: systemReason())
      }
      try receive(piece)
    }
  }
}

extension FixedWidthInteger {
  /// The bytes from the least significant on.
  var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
