import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a path leads to.
package enum FileKind {
  case nothing
  case file(permissions: mode_t)
  case folder
  case danglingLink
  /// A pipe, a device, a socket.
  case other
  /// Nobody can tell: the path leads through a file, in a ring, to a name too long.
  case unreachable(reason: String)

  /// Symbolic links are followed.
  package init(of path: String) {
    var status = stat()
    guard stat(systemPath(path), &status) == 0 else {
      let isMissing = errno == ENOENT && !path.isEmpty
      let reason = systemReason()
      self =
        !isMissing
        ? .unreachable(reason: reason)
        : lstat(systemPath(path), &status) == 0 ? .danglingLink : .nothing
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file(permissions: status.st_mode & 0o777)
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}

/// Where files are that are only kept for a while.
public var temporaryFolder: String { getenv("TMPDIR").map { String(path: $0) } ?? "/tmp" }

/// Whether two paths lead to one existing file.
func isSameFile(_ path: String, _ other: String) -> Bool {
  var (first, second) = (stat(), stat())
  guard stat(systemPath(path), &first) == 0, stat(systemPath(other), &second) == 0 else {
    return false
  }
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

/// Whether an output has its name already; `-` and pipes, which are written to as they are, never do.
public func outputExists(_ path: String) -> Bool {
  switch FileKind(of: path) {
  case .file, .folder, .danglingLink: path != "-"
  case .nothing, .other, .unreachable: false
  }
}

/// Makes a folder, and those above it.
///
/// - Throws: `cannotCreate`.
public func makeFolder(_ path: String) throws(ExportError) {
  if case .folder = FileKind(of: path) { return }
  if path.isEmpty { return }
  let end = path.hasSuffix("/") ? path.dropLast() : path[...]
  try makeFolder(String(folder(of: String(end))))
  // Another thread may have been faster.
  guard mkdir(systemPath(path), 0o777) == 0 || errno == EEXIST else {
    throw .cannotCreate(path: path, reason: systemReason())
  }
}

/// Makes the folder that a file is to be in, and those above it.
///
/// - Throws: `cannotCreate`.
public func makeFolder(of path: String) throws(ExportError) {
  try makeFolder(String(folder(of: path)))
}

/// Where a chain of symbolic links ends; the path itself if it is no link.
///
/// The end need not exist. Precondition: the links form no ring, or 40 steps are made in vain.
func linkTarget(of path: String) -> String {
  var target = path
  for _ in 0..<40 {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(systemPath(target), &buffer, buffer.count)
    guard count > 0 else { return target }
    let next = String(path: buffer[..<count].map { UInt8(bitPattern: $0) })
    target = next.hasPrefix("/") ? next : folder(of: target) + next
  }
  return target
}

/// A name that nothing is likely to have, in the folder of a file, and with its extension.
func temporaryName(beside path: String) -> String {
  let name = path[folder(of: path).endIndex...]
  let dot = name.lastIndex(of: ".") ?? name.endIndex
  // A name may have 255 bytes; what is longer than this is no extension anyone looks at.
  let suffix = name[dot...].utf8.count <= 32 ? name[dot...] : ""
  let number = String(UInt64.random(in: 0...UInt64.max), radix: 36)
  return folder(of: path) + ".basicpitch-\(number)\(suffix)"
}

/// Creates a file with a name of its own in the folder of another, and with its extension.
///
/// - Returns: Its path and a descriptor to write to it, negative with `errno` set on failure.
func createTemporary(beside path: String) -> (path: String, descriptor: Int32) {
  var temporary = ""
  var descriptor: Int32 = -1
  repeat {
    temporary = temporaryName(beside: path)
    descriptor = open(systemPath(temporary), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  } while descriptor < 0 && errno == EEXIST
  return (temporary, descriptor)
}

/// Opens what is no file, to write to it; negative with `errno` set on failure.
func openStream(_ path: String) -> Int32 {
  let descriptor = open(systemPath(path), O_WRONLY | O_CLOEXEC)
  var status = stat()
  guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return descriptor }
  if status.st_mode & S_IFMT != S_IFREG { return descriptor }
  // Somebody has put a file there since we looked, which is not ours to write into.
  close(descriptor)
  errno = EEXIST
  return -1
}

/// Asks the disk to keep the names of a folder.
///
/// A failure has no consequence: the file is complete and has its name, and some file systems
/// know no such wish.
func syncFolder(of path: String) {
  let parent = String(folder(of: path))
  let descriptor = open(systemPath(parent.isEmpty ? "." : parent), O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}

/// The last failure in the system's words, with a small first letter.
func systemReason() -> String {
  let text = String(cString: strerror(errno))
  return text.prefix(1).lowercased() + text.dropFirst()
}

/// Writes bytes to a place in a file, or nil for where it stands.
///
/// - Returns: Whether all of them could be written; otherwise `errno` tells why not.
func writeAll(_ bytes: RawSpan, to descriptor: Int32, at offset: Int?) -> Bool {
  var written = 0
  while written < bytes.byteCount {
    let count = bytes.extracting(droppingFirst: written).withUnsafeBytes {
      if let offset {
        pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset + written))
      } else {
        write(descriptor, $0.baseAddress, $0.count)
      }
    }
    guard count >= 0 || errno == EINTR else { return false }
    written += max(count, 0)
  }
  return true
}

/// Reads bytes from a place in a file.
///
/// - Returns: All of them, or nil if they are not there; then `errno` may tell why not.
func readAll(_ descriptor: Int32, from offset: Int = 0, count: Int) -> [UInt8]? {
  var failed = false
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while filled < count && !failed {
      let start = buffer.baseAddress.map { $0 + filled }
      let read = pread(descriptor, start, count - filled, off_t(offset + filled))
      failed = read == 0 || read < 0 && errno != EINTR
      filled += max(read, 0)
    }
  }
  return failed ? nil : bytes
}

/// Everything up to the last slash, inclusive; empty for a bare name.
func folder(of path: String) -> Substring {
  // By bytes: to the system, an accent behind a slash is no part of it.
  path.prefix(
    upTo: path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:)) ?? path.startIndex
  )
}
