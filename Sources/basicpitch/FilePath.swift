import TranscriptionTypes

/// The parts of a path that outputs are named by.
struct FilePath {
  let text: String

  init(_ text: String) { self.text = text }

  /// The last part.
  var name: String { String(text[nameStart...]) }

  /// By scalars: to the system, an accent behind a slash is no part of it.
  private var nameStart: String.Index {
    let scalars = text.unicodeScalars
    return scalars.lastIndex(of: "/").map(scalars.index(after:)) ?? text.startIndex
  }

  /// What precedes the last part, with a slash at its end; empty for a bare name.
  var folder: String { String(text[..<nameStart]) }

  /// The path without the extension of its last part; a leading dot begins no extension.
  var withoutExtension: String {
    guard let dot = text[nameStart...].lastIndex(of: "."), dot != nameStart else { return text }
    return String(text[..<dot])
  }

  /// The last part without its extension.
  var stem: String { FilePath(withoutExtension).name }

  /// What follows the last dot, in small letters; nil without one.
  var fileExtension: String? {
    let path = withoutExtension
    return path == text ? nil : String(text.dropFirst(path.count + 1)).lowercased()
  }

  /// What two paths have in common only if they lead to one file: their bytes without parts that
  /// lead nowhere. Strings would be equal that spell an accented letter in different ways.
  var identity: [CChar] { systemPath(normalized) }

  /// The same path without parts that lead nowhere.
  var normalized: String {
    (text.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The path as one that leads down from some folder: without its root and steps up.
  var below: String { parts.filter { $0 != ".." }.joined(separator: "/") }

  private var parts: [String] {
    text.unicodeScalars.split(separator: "/").map { String($0) }.filter { $0 != "." }
  }
}
