#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files of notes in a folder.
struct NoteFolder {
  /// Those that count most come first.
  private static let extensions = ["mid", "midi", "csv"]

  /// Paths by name without extension; hidden files are left out.
  let files: [String: String]

  /// Lists a folder; nil if there is none of that name.
  init?(_ path: String) {
    guard let names = Self.names(in: path) else { return nil }
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

  /// The names of all files, sorted: the system tells them in any order.
  private static func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.sorted()
  }
}
