import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The names of all files in a folder, sorted: the system tells them in any order.
///
/// - Returns: nil with `errno` set if it cannot be listed.
func names(inFolder path: String) -> [String]? {
  guard let folder = opendir(systemPath(path)) else { return nil }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    names.append(
      withUnsafeBytes(of: &entry.pointee.d_name) {
        String(path: $0.prefix { $0 != 0 })
      })
  }
  return names.sorted()
}

/// What a file is, however many names it has.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let number: UInt64
  let isFolder: Bool
  let isPipe: Bool

  /// Symbolic links are followed; nil if there is nothing.
  init?(of path: String) {
    var status = stat()
    guard stat(systemPath(path), &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isPipe = status.st_mode & S_IFMT == S_IFIFO
  }
}
