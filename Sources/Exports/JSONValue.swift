import TranscriptionTypes

/// A value to be written as JSON.
///
/// Source: RFC 8259.
public enum JSONValue: Sendable {
  /// A finite number.
  case number(Double)
  case integer(Int)
  case boolean(Bool)
  case string(String)
  case array([JSONValue])
  /// Members in the order in which they are written.
  case object([(name: String, value: JSONValue)])
  case null

  /// A number, or null for none.
  public static func number(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }
}

extension JSONValue {
  /// The text, a line each for members and elements, numbers so that they are read back as they were.
  public var text: String { text(indent: "") }

  private func text(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .number(let number): return "\(number)"
    case .integer(let number): return "\(number)"
    case .boolean(let truth): return "\(truth)"
    case .string(let string): return Self.quoted(string)
    case .null: return "null"
    case .array(let elements):
      return Self.block("[", elements.map { inner + $0.text(indent: inner) }, indent + "]")
    case .object(let members):
      let lines = members.map {
        inner + Self.quoted($0.name) + ": " + $0.value.text(indent: inner)
      }
      return Self.block("{", lines, indent + "}")
    }
  }

  /// The text on one line.
  public var line: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.name) + ":" + $0.value.line }.joined(separator: ",") + "}"
    default: text
    }
  }

  private static func block(_ opening: String, _ lines: [String], _ closing: String) -> String {
    lines.isEmpty
      ? opening + closing.drop { $0 == " " }
      : opening + "\n" + lines.joined(separator: ",\n") + "\n" + closing
  }

  private static func quoted(_ string: String) -> String {
    let escaped = string.withoutRawBytes.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case ..<" ":
        "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: "\(scalar)"
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
