// Paths are text in this program and bytes to the system, where only 0 and `/` mean anything. Bytes
// that are no UTF-8 become scalars for private use, U+EF80 for 0x80 up to U+EFFF for 0xFF, as they
// come in: as arguments, in folders and in lists. They are bytes again where a path is handed to the
// system, and legible where somebody reads it. Such scalars that a name really has are taken apart
// into their bytes too, so that nothing is lost.

extension String {
  /// A path, from any bytes; `systemPath` gives them back.
  package init(path bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    var scalars = UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var (iterator, offset) = (bytes.makeIterator(), 0)
    while true {
      let count: Int
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput:
        self.init(scalars)
        return
      case .valid(let encoded) where !UTF8.decode(encoded).isRawByte:
        count = encoded.count
        scalars.append(UTF8.decode(encoded))
      case .valid(let encoded):
        count = encoded.count
        scalars.append(
          contentsOf: bytes[offset..<offset + count].map(Unicode.Scalar.init(rawByte:)))
      case .error(let length):
        count = length
        scalars.append(
          contentsOf: bytes[offset..<offset + count].map(Unicode.Scalar.init(rawByte:)))
      }
      offset += count
    }
  }

  /// A path, from the system: bytes up to a 0.
  package init(path start: UnsafePointer<CChar>) {
    self.init(
      path: sequence(state: start) { next -> UInt8? in
        defer { next += 1 }
        return next.pointee == 0 ? nil : UInt8(bitPattern: next.pointee)
      })
  }

  /// The text with bytes that are no UTF-8 as `\xE9`, to be read by people and programs.
  package var withoutRawBytes: String {
    replacing { $0.isRawByte ? Self.hexadecimal(UInt8($0.value & 0xFF)) : nil }
  }

  /// The text for a line on a terminal: control characters, too, appear as `\n` or `\x1B`.
  package var legible: String {
    withoutRawBytes.replacing { scalar in
      switch scalar {
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: scalar.isControl ? Self.hexadecimal(UInt8(scalar.value)) : nil
      }
    }
  }

  private func replacing(_ replacement: (Unicode.Scalar) -> String?) -> String {
    unicodeScalars.reduce(into: "") { text, scalar in
      if let other = replacement(scalar) {
        text += other
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16, uppercase: true)
  }
}

/// The bytes of a path, ended by a 0, for the system's functions.
package func systemPath(_ path: String) -> [CChar] {
  var bytes: [UInt8] = []
  for scalar in path.unicodeScalars {
    if scalar.isRawByte {
      bytes.append(UInt8(scalar.value & 0xFF))
    } else {
      bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
  return (bytes + [0]).map { CChar(bitPattern: $0) }
}

extension Unicode.Scalar {
  /// A byte that is no UTF-8.
  fileprivate init(rawByte: UInt8) {
    self.init(UInt8(0))
    self = Unicode.Scalar(0xEF00 + UInt32(rawByte)) ?? self
  }

  fileprivate var isRawByte: Bool { 0xEF80...0xEFFF ~= value }

  fileprivate var isControl: Bool { value < 0x20 || 0x7F...0x9F ~= value }
}
