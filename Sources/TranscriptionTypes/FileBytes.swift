#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a file cannot be read, in the system's words with a small first letter.
package struct FileError: Error, Equatable {
  package let reason: String
}

/// Reads a whole file, one that is small enough for memory.
///
/// - Parameter limit: Bytes at most; a larger file is refused before it fills the memory.
package func bytes(ofFile path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
  guard let file = fopen(systemPath(path), "rb") else { throw lastFileError() }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&block, 1, block.count, file)
    bytes += block.prefix(count)
    guard bytes.count <= limit else {
      throw FileError(reason: "the file is larger than \(limit >> 20) MiB")
    }
    if count < block.count { break }
  }
  guard ferror(file) == 0 else { throw lastFileError() }
  return bytes
}

/// Reads the first bytes of a file, fewer if it has no more.
package func bytes(atBeginningOf path: String, count: Int) throws(FileError) -> [UInt8] {
  guard let file = fopen(systemPath(path), "rb") else { throw lastFileError() }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: count)
  let found = fread(&bytes, 1, count, file)
  guard ferror(file) == 0 else { throw lastFileError() }
  return Array(bytes.prefix(found))
}

private func lastFileError() -> FileError {
  let text = String(cString: strerror(errno))
  return FileError(reason: text.prefix(1).lowercased() + text.dropFirst())
}
