/// The parts of a path that outputs are named by.
struct FilePath {
  let text: String

  init(_ text: String) { self.text = text }

  /// The path without the extension of its last part; a leading dot begins no extension.
  var withoutExtension: String {
    let name = text.suffix(from: text.lastIndex(of: "/").map(text.index(after:)) ?? text.startIndex)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return text }
    return String(text[..<dot])
  }

  /// The last part without its extension.
  var stem: String {
    let path = withoutExtension
    return String(
      path.suffix(from: path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex))
  }
}
