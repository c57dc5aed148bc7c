import TranscriptionTypes

/// Numbers on axes, written as NumPy's `.npy`: little-endian, in C order (last axis fastest).
///
/// Source: NumPy, `numpy/lib/format.py`, version 1.0 of the format.
public struct NumPyArray: Sendable {
  /// The elements, of either type.
  private enum Elements: Sendable {
    case float32([Float])
    case float64([Double])
  }

  private let elements: Elements
  private let shape: [Int]

  /// Single precision.
  ///
  /// - Precondition: `shape` is that of as many elements; no axes make one element.
  public init(_ elements: [Float], shape: [Int]) {
    precondition(elements.count == shape.reduce(1, *), "\(elements.count) elements, not \(shape)")
    self.elements = .float32(elements)
    self.shape = shape
  }

  /// Double precision.
  ///
  /// - Precondition: `shape` is that of as many elements; no axes make one element.
  public init(_ elements: [Double], shape: [Int]) {
    precondition(elements.count == shape.reduce(1, *), "\(elements.count) elements, not \(shape)")
    self.elements = .float64(elements)
    self.shape = shape
  }

  /// Of shape (frames, bins).
  init(_ posteriorgram: Posteriorgram) {
    self.init(posteriorgram.values, shape: [posteriorgram.frameCount, posteriorgram.binCount])
  }

  /// Bytes of the whole file.
  var byteCount: Int {
    switch elements {
    case .float32(let values): header.count + 4 * values.count
    case .float64(let values): header.count + 8 * values.count
    }
  }

  /// The file's beginning: what the numbers are, filled up so that they start at a multiple of 64.
  var header: [UInt8] {
    let type =
      switch elements {
      case .float32: "<f4"
      case .float64: "<f8"
      }
    // Python's tuples: "()", "(5,)", "(5, 88)".
    let axes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(axes)), }"
    let prefixCount = 10
    let unpadded = prefixCount + text.utf8.count + 1
    text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    precondition(text.utf8.count <= UInt16.max, "too many axes for version 1.0")
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + UInt16(text.utf8.count).littleEndianBytes
      + Array(text.utf8)
  }

  /// The numbers after the header in order, as 32-bit words in pieces of bounded size.
  ///
  /// A word's bytes in memory are those of the file, whatever the machine's own order.
  var pieces: some Sequence<[UInt32]> {
    let pieceLength = 65_536
    let count = shape.reduce(1, *)
    return stride(from: 0, to: count, by: pieceLength).lazy.map {
      words($0..<Swift.min($0 + pieceLength, count))
    }
  }

  /// The words of some elements.
  private func words(_ range: Range<Int>) -> [UInt32] {
    switch elements {
    // Closures, because a key path costs 100 ns an element even when optimised.
    case .float32(let values): values[range].map { $0.bitPattern.littleEndian }
    case .float64(let values):
      range.flatMap {
        let bits = values[$0].bitPattern
        return [UInt32(truncatingIfNeeded: bits).littleEndian, UInt32(bits >> 32).littleEndian]
      }
    }
  }
}

extension FixedWidthInteger {
  /// The bytes from the least significant on.
  var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
