import TranscriptionTypes

/// Elements as text, an indentation each.
struct XMLWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0

  /// Writes what stands before the first element.
  mutating func begin(_ declaration: String) { bytes += Array((declaration + "\n").utf8) }

  /// An element with others in it.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout XMLWriter) -> Void
  ) {
    line("<\(name)\(Self.text(of: attributes))>")
    depth += 1
    content(&self)
    depth -= 1
    line("</\(name)>")
  }

  /// An element with text in it.
  mutating func element(_ name: String, _ text: String) {
    line("<\(name)>\(Self.escaped(text))</\(name)>")
  }

  /// An element with nothing in it.
  mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    line("<\(name)\(Self.text(of: attributes))/>")
  }

  private mutating func line(_ text: String) {
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
    bytes += Array((text + "\n").utf8)
  }

  private static func text(of attributes: KeyValuePairs<String, String>) -> String {
    attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
  }

  /// Text that means nothing but itself; characters that XML does not know are left out.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.withoutRawBytes.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
