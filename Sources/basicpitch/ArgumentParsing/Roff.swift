/// Text as roff, the language of manual pages, reads it.
enum Roff {
  /// One argument of a macro: never taken for a macro itself, nor for punctuation.
  static func word(_ text: String) -> String {
    let escaped = line(text).replacing("\"", with: "\\(dq")
    let guarded = text.count <= 3 && !escaped.hasPrefix("\\&") ? "\\&" + escaped : escaped
    return text.contains(" ") ? "\"\(guarded)\"" : guarded
  }

  /// One argument for each word.
  static func words(_ text: String) -> String {
    text.split(separator: " ").map { word(String($0)) }.joined(separator: " ")
  }

  /// A line of text: dashes can be copied, and nothing is an escape or a macro.
  static func line(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\e"
      case "-": "\\-"
      case "'": "\\(aq"
      case "`": "\\(ga"
      case "^": "\\(ha"
      case "~": "\\(ti"
      case _ where !scalar.isASCII: "\\[u\(hexadecimal(scalar))]"
      default: "\(scalar)"
      }
    }.joined()
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }

  /// A paragraph, in lines of about 80 columns.
  static func text(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ").map({ line(String($0)) }) {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = word
      } else if last.count + 1 + word.count <= 78 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// At least four digits, in capitals.
  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
