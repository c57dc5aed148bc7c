#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An output that appears whole or not at all.
///
/// Bytes go to a temporary file in the same folder; `commit()` gives it its name. Dropped before
/// that, it leaves nothing behind. The temporary file is there from the beginning, so that a
/// folder that cannot be written fails before any work is done.
///
/// What is neither a file nor a folder, such as a pipe or `/dev/null`, cannot be replaced: it is
/// written to directly, whether overwriting was asked for or not.
public struct OutputFile: ~Copyable {
  private let path: String
  /// Where the file goes at last: `path`, or what it points to if it is a symbolic link.
  private let target: String
  private let isOverwriting: Bool
  private let isTemporary: Bool
  /// Those of the file to be replaced.
  private let permissions: mode_t?
  private let descriptor: Int32
  private var isFinished = false

  /// Where the bytes are until `commit()`, for writers that want a path.
  ///
  /// Its extension is that of the output.
  public let temporaryPath: String

  /// Prepares a file.
  ///
  /// A file that is replaced leaves its permissions to the new one; a symbolic link keeps pointing
  /// where it does, and its target is replaced.
  ///
  /// - Parameters:
  ///   - overwriting: Whether a file of that name may go.
  ///   - input: A file that may not go in any case.
  /// - Throws: `exists`, `isInput`, `isFolder` or `cannotCreate`.
  public init(
    path: String, overwriting: Bool, sparing input: String? = nil
  ) throws(ExportError) {
    if let input, isSameFile(path, input) { throw .isInput(path: path) }
    var permissions: mode_t?
    var isTemporary = true
    switch FileKind(of: path) {
    case .folder: throw .isFolder(path: path)
    case .file where !overwriting, .danglingLink where !overwriting: throw .exists(path: path)
    case .unreachable(let reason): throw .cannotCreate(path: path, reason: reason)
    case .file(let existing): permissions = existing
    case .other: isTemporary = false
    case .nothing, .danglingLink: break
    }
    let target = isTemporary ? linkTarget(of: path) : path
    let (temporaryPath, descriptor) =
      isTemporary ? createTemporary(beside: target) : (path, open(path, O_WRONLY | O_CLOEXEC))
    guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: systemReason()) }
    self.path = path
    self.target = target
    self.isOverwriting = overwriting
    self.isTemporary = isTemporary
    self.permissions = permissions
    self.descriptor = descriptor
    self.temporaryPath = temporaryPath
  }

  deinit {
    close(descriptor)
    if isTemporary && !isFinished { unlink(temporaryPath) }
  }

  /// Appends bytes.
  ///
  /// - Throws: `cannotWrite`.
  public mutating func write(_ bytes: [UInt8]) throws(ExportError) {
    try write(bytes.span.bytes)
  }

  /// Appends bytes.
  ///
  /// - Throws: `cannotWrite`.
  public mutating func write(_ bytes: RawSpan) throws(ExportError) {
    var written = 0
    while written < bytes.byteCount {
      let count = bytes.extracting(droppingFirst: written).withUnsafeBytes {
        systemWrite(descriptor, $0.baseAddress, $0.count)
      }
      guard count >= 0 || errno == EINTR else {
        throw .cannotWrite(path: path, reason: systemReason())
      }
      written += max(count, 0)
    }
  }

  /// Makes the file appear under its name, after all of it has reached the disk.
  ///
  /// - Throws: `cannotWrite`, or `exists` if somebody else made a file of that name meanwhile and
  ///   it may not be overwritten.
  public consuming func commit() throws(ExportError) {
    guard isTemporary else { return }
    if let permissions { fchmod(descriptor, permissions) }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
    if isOverwriting {
      try moveIntoPlace()
    } else {
      try linkIntoPlace()
    }
    isFinished = true
    syncFolder(of: target)
  }

  /// Replaces whatever has the name.
  private func moveIntoPlace() throws(ExportError) {
    guard rename(temporaryPath, target) == 0 else {
      throw .cannotWrite(path: path, reason: systemReason())
    }
  }

  /// Takes the name only if it is free: `rename` would not ask, `link` does.
  private func linkIntoPlace() throws(ExportError) {
    if link(temporaryPath, target) == 0 {
      unlink(temporaryPath)
      return
    }
    switch errno {
    case EEXIST: throw .exists(path: path)
    case EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK:
      // No hard links here, as on FAT. Looking first leaves a moment, but nothing better is left.
      guard case .nothing = FileKind(of: target) else { throw .exists(path: path) }
      try moveIntoPlace()
    default: throw .cannotWrite(path: path, reason: systemReason())
    }
  }
}
