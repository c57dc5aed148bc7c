import TranscriptionTypes

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
/// written to directly, whether overwriting was asked for or not. It cannot go back either, so if
/// bytes are to be corrected later, all of them wait in memory for `commit()`.
public struct OutputFile: ~Copyable {
  let path: String
  /// Where the file goes at last: `path`, or what it points to if it is a symbolic link.
  private let target: String
  private let isOverwriting: Bool
  private let isTemporary: Bool
  /// Whether the contents are copied to standard output at last.
  private var isCopied = false
  /// Those of the file to be replaced.
  private let permissions: mode_t?
  private let descriptor: Int32
  private let isRevisable: Bool
  /// The contents so far, where they may be revised but cannot once they are written.
  private var held: [UInt8] = []
  private var byteCount = 0
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
  ///   - inputs: Files that may not go in any case.
  ///   - revisable: Whether bytes may be written at other places than the end.
  /// - Throws: `exists`, `isInput`, `isFolder` or `cannotCreate`.
  public init(
    path: String, overwriting: Bool, sparing inputs: [String] = [], revisable: Bool = false
  ) throws(ExportError) {
    if inputs.contains(where: { isSameFile(path, $0) }) { throw .isInput(path: path) }
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
      isTemporary
      ? TemporaryFiles.create(beside: target) : (path, open(systemPath(path), O_WRONLY | O_CLOEXEC))
    guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: systemReason()) }
    self.path = path
    self.target = target
    self.isOverwriting = overwriting
    self.isTemporary = isTemporary
    self.permissions = permissions
    self.descriptor = descriptor
    self.temporaryPath = temporaryPath
    isRevisable = revisable
  }

  /// Writes to standard output.
  ///
  /// - Parameter revisable: Whether bytes may be written at other places than the end.
  /// - Throws: `cannotCreate`.
  public init(standardOutputRevisable revisable: Bool = false) throws(ExportError) {
    let descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    path = "-"
    guard descriptor >= 0 else { throw .cannotCreate(path: "-", reason: systemReason()) }
    target = path
    temporaryPath = path
    isOverwriting = true
    isTemporary = false
    permissions = nil
    self.descriptor = descriptor
    isRevisable = revisable
  }

  /// Writes to standard output by way of a temporary file, for writers that go back to what they
  /// wrote.
  ///
  /// - Parameter fileExtension: that of the temporary file.
  /// - Throws: `cannotCreate`.
  public init(standardOutputThroughFileOf fileExtension: String) throws(ExportError) {
    let folder = getenv("TMPDIR").map { String(path: $0) } ?? "/tmp"
    let (temporaryPath, descriptor) = TemporaryFiles.create(beside: "\(folder)/-.\(fileExtension)")
    guard descriptor >= 0 else { throw .cannotCreate(path: folder, reason: systemReason()) }
    path = "-"
    target = path
    isOverwriting = true
    isTemporary = true
    isCopied = true
    permissions = nil
    self.descriptor = descriptor
    self.temporaryPath = temporaryPath
    isRevisable = false
  }

  deinit {
    close(descriptor)
    if isTemporary && !isFinished { TemporaryFiles.remove(temporaryPath) }
  }

  /// Appends bytes.
  ///
  /// - Throws: `cannotWrite` or `nobodyReads`.
  public mutating func write(_ bytes: [UInt8]) throws(ExportError) {
    try write(bytes.span.bytes)
  }

  /// Appends bytes.
  ///
  /// - Throws: `cannotWrite` or `nobodyReads`.
  public mutating func write(_ bytes: RawSpan) throws(ExportError) {
    try write(bytes, at: byteCount)
  }

  /// Writes bytes to a place in the file: over earlier ones, or behind the last.
  ///
  /// - Throws: `cannotWrite`.
  /// - Precondition: there is no gap before the place; behind it there is nothing unless the file
  ///   is revisable.
  public mutating func write(_ bytes: [UInt8], at offset: Int) throws(ExportError) {
    try write(bytes.span.bytes, at: offset)
  }

  private mutating func write(_ bytes: RawSpan, at offset: Int) throws(ExportError) {
    precondition(offset == byteCount || isRevisable && offset < byteCount, "a place out of reach")
    if isRevisable && !isTemporary {
      let end = min(offset + bytes.byteCount, byteCount)
      bytes.withUnsafeBytes { held.replaceSubrange(offset..<end, with: $0) }
    } else {
      guard writeAll(bytes, to: descriptor, at: isTemporary ? offset : nil) else {
        throw writingFailure()
      }
    }
    byteCount = max(byteCount, offset + bytes.byteCount)
  }

  /// Why the last attempt to write failed.
  private func writingFailure() -> ExportError {
    errno == EPIPE && path == "-"
      ? .nobodyReads : .cannotWrite(path: path, reason: systemReason())
  }

  /// All bytes written so far.
  ///
  /// - Throws: `cannotWrite`, as a file is not there for good that cannot be read back.
  /// - Precondition: the file is revisable.
  public func contents() throws(ExportError) -> [UInt8] {
    precondition(isRevisable, "what went into a pipe cannot be read back")
    guard isTemporary else { return held }
    guard let bytes = readAll(descriptor, count: byteCount) else {
      throw .cannotWrite(path: path, reason: systemReason())
    }
    return bytes
  }

  /// Makes the file appear under its name, after all of it has reached the disk.
  ///
  /// - Throws: `cannotWrite`, or `exists` if somebody else made a file of that name meanwhile and
  ///   it may not be overwritten.
  public consuming func commit() throws(ExportError) {
    guard isTemporary else {
      guard writeAll(held.span.bytes, to: descriptor, at: nil) else { throw writingFailure() }
      return
    }
    guard !isCopied else { return try copyToStandardOutput() }
    if let permissions { fchmod(descriptor, permissions) }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
    if isOverwriting {
      try moveIntoPlace()
    } else {
      try linkIntoPlace()
    }
    isFinished = true
    TemporaryFiles.forget(temporaryPath)
    syncFolder(of: target)
  }

  private func copyToStandardOutput() throws(ExportError) {
    var rest = Int(lseek(descriptor, 0, SEEK_END))
    var offset = 0
    while rest > 0 {
      let bytes = readAll(descriptor, from: offset, count: min(rest, 1 << 18))
      guard let bytes, writeAll(bytes.span.bytes, to: STDOUT_FILENO, at: nil) else {
        throw .cannotWrite(path: path, reason: systemReason())
      }
      offset += bytes.count
      rest -= bytes.count
    }
  }

  /// Replaces whatever has the name.
  private func moveIntoPlace() throws(ExportError) {
    guard rename(systemPath(temporaryPath), systemPath(target)) == 0 else {
      throw .cannotWrite(path: path, reason: systemReason())
    }
  }

  /// Takes the name only if it is free: `rename` would not ask, `link` does.
  private func linkIntoPlace() throws(ExportError) {
    if link(systemPath(temporaryPath), systemPath(target)) == 0 {
      unlink(systemPath(temporaryPath))
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
