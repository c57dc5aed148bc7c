/// What an input is called, which may be standard input.
struct InputName {
  let path: String

  private var isStandardInput: Bool { path == "-" }

  /// In a sentence.
  var quoted: String { isStandardInput ? "standard input" : "'\(path)'" }

  /// Above a picture.
  var title: String { isStandardInput ? "standard input" : FilePath(path).stem.legible }
}
