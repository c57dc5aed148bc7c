/// The parts of a path that outputs are named by.
struct FilePath {
  let text: String

  init(_ text: String) { self.text = text }

  /// The last part.
  var name: String {
    String(text.suffix(from: text.lastIndex(of: "/").map(text.index(after:)) ?? text.startIndex))
  }

  /// What precedes the last part, with a slash at its end; empty for a bare name.
  var folder: String { String(text.dropLast(name.count)) }

  /// The path without the extension of its last part; a leading dot begins no extension.
  var withoutExtension: String {
    let name = text.suffix(from: text.lastIndex(of: "/").map(text.index(after:)) ?? text.startIndex)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return text }
    return String(text[..<dot])
  }

  /// The last part without its extension.
  var stem: String { FilePath(withoutExtension).name }

  /// What follows the last dot, in small letters; nil without one.
  var fileExtension: String? {
    let path = withoutExtension
    return path == text ? nil : String(text.dropFirst(path.count + 1)).lowercased()
  }

  /// The same path without parts that lead nowhere: two that are equal lead to one file.
  var normalized: String {
    (text.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The path as one that leads down from some folder: without its root and steps up.
  var below: String { parts.filter { $0 != ".." }.joined(separator: "/") }

  private var parts: [Substring] { text.split(separator: "/").filter { $0 != "." } }
}
