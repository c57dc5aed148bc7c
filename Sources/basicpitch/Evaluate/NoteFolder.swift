/// The files of notes in a folder.
struct NoteFolder {
  /// Those that count most come first.
  private static let extensions = ["mid", "midi", "csv"]

  /// Paths by name without extension; hidden files are left out.
  let files: [String: String]

  /// Lists a folder; nil if there is none of that name.
  init?(_ path: String) {
    guard let names = names(inFolder: path) else { return nil }
    let separator = path.hasSuffix("/") ? "" : "/"
    var files: [String: String] = [:]
    for ending in Self.extensions {
      for name in names where name.lowercased().hasSuffix("." + ending) && !name.hasPrefix(".") {
        let stem = FilePath(name).stem
        if files[stem] == nil { files[stem] = path + separator + name }
      }
    }
    self.files = files
  }
}
