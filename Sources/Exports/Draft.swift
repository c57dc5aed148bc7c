import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file in the folder of its target that has not got its name yet, and is gone if it never gets it.
///
/// On Linux it has no name at all, so that not even SIGKILL leaves it behind. Where the system or the
/// file system knows no such files, its name begins with `.basicpitch-`.
package final class Draft: Sendable {
  /// For reading and writing.
  package let descriptor: Int32
  /// Where it can be opened meanwhile.
  package let path: String
  private let isNameless: Bool

  /// Makes an empty file with the usual permissions; nil with `errno` set on failure.
  ///
  /// - Parameter mayBeNameless: false for one that has a name anyway.
  package init?(beside target: String, mayBeNameless: Bool = true) {
    if mayBeNameless, let file = openDraft(in: folder(of: target)) {
      (descriptor, path, isNameless) = (file.descriptor, file.path, true)
    } else {
      let file = TemporaryFiles.create(beside: target)
      guard file.descriptor >= 0 else { return nil }
      (descriptor, path, isNameless) = (file.descriptor, file.path, false)
    }
  }

  /// An empty file for what is only kept for a while; nil with `errno` set on failure.
  static var spare: Draft? { Draft(beside: "\(temporaryFolder)/-") }

  deinit {
    close(descriptor)
    if !isNameless { TemporaryFiles.remove(path) }
  }

  /// Takes away the name that it may have: it is gone for certain when the program ends, and never gets
  /// its name.
  func abandonName() {
    if !isNameless { TemporaryFiles.remove(path) }
  }

  /// Gives it a name, whatever has that now; false with `errno` set on failure.
  package func replace(_ target: String) -> Bool {
    if isNameless {
      return link(descriptor: path, to: target)
        || errno == EEXIST && TemporaryFiles.replace(target, byNameless: path)
    }
    guard rename(systemPath(path), systemPath(target)) == 0 else { return false }
    TemporaryFiles.forget(path)
    return true
  }

  /// Gives it a name only if that is free; false with `errno` set, to `EEXIST` where it is not.
  package func take(_ target: String) -> Bool {
    // `rename` would not ask, `link` does.
    if isNameless { return link(descriptor: path, to: target) }
    if link(systemPath(path), systemPath(target)) == 0 { return true }
    guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { return false }
    // No hard links here, as on FAT. Looking first leaves a moment, but nothing better is left.
    guard case .nothing = FileKind(of: target) else {
      errno = EEXIST
      return false
    }
    return replace(target)
  }
}

/// Opens a file without a name, which can be given one; nil where there is no such thing.
private func openDraft(in folder: Substring) -> (descriptor: Int32, path: String)? {
  let folder = folder.isEmpty ? "." : String(folder)
  let descriptor = openNameless(inFolder: folder, permissions: 0o666)
  guard descriptor >= 0 else { return nil }
  let path = "/proc/self/fd/\(descriptor)"
  // It gets its name by way of this path, which is not there everywhere.
  if access(path, F_OK) == 0 { return (descriptor, path) }
  close(descriptor)
  return nil
}

/// Names the file that a path in `/proc/self/fd` leads to, if the name is free.
func link(descriptor path: String, to name: String) -> Bool {
  linkat(AT_FDCWD, path, AT_FDCWD, systemPath(name), AT_SYMLINK_FOLLOW) == 0
}
