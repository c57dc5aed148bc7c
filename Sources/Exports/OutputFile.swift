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
/// Bytes go to a draft in the same folder; `commit()` gives it its name. Dropped before that, it
/// leaves nothing behind. The draft is there from the beginning, so that a folder that cannot be
/// written fails before any work is done.
///
/// What is neither a file nor a folder, such as a pipe or `/dev/null`, cannot be replaced: it is
/// written to directly, whether overwriting was asked for or not. It cannot go back either, so if
/// bytes are to be corrected later, all of them wait in memory for `commit()`.
public struct OutputFile: ~Copyable {
  let path: String
  /// Where the file goes at last: `path`, or what it points to if it is a symbolic link.
  private let target: String
  private let isOverwriting: Bool
  /// Nil for what is written to directly.
  private let draft: Draft?
  /// What the contents are copied to at last, where that is no file; negative where it is one.
  private let stream: Int32
  /// Those of the file to be replaced.
  private let permissions: mode_t?
  private let descriptor: Int32
  private let isRevisable: Bool
  /// The contents so far, where they may be revised but cannot once they are written.
  private var held: [UInt8] = []
  private var byteCount = 0

  /// Where the bytes are until `commit()`, for writers that want a path.
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
  ///   - throughFile: Whether what is written to directly gets a copy of a file, for writers that want
  ///     a path.
  /// - Throws: `exists`, `isInput`, `isFolder` or `cannotCreate`.
  public init(
    path: String, overwriting: Bool, sparing inputs: [String] = [], revisable: Bool = false,
    throughFile: Bool = false
  ) throws(ExportError) {
    if inputs.contains(where: { isSameFile(path, $0) }) { throw .isInput(path: path) }
    var permissions: mode_t?
    var isReplaceable = true
    switch FileKind(of: path) {
    case .folder: throw .isFolder(path: path)
    case .file where !overwriting, .danglingLink where !overwriting: throw .exists(path: path)
    case .unreachable(let reason): throw .cannotCreate(path: path, reason: reason)
    case .file(let existing): permissions = existing
    case .other: isReplaceable = false
    case .nothing, .danglingLink: break
    }
    let target = isReplaceable ? linkTarget(of: path) : path
    let stream = isReplaceable ? -1 : openStream(path)
    let draft = isReplaceable ? Draft(beside: target) : throughFile ? Draft.spare : nil
    guard stream >= 0 || isReplaceable, draft != nil || !isReplaceable && !throughFile else {
      throw .cannotCreate(path: path, reason: systemReason())
    }
    self.init(
      path: path, target: target, stream: stream, draft: draft, permissions: permissions,
      overwriting: overwriting, revisable: revisable)
  }

  /// Writes to standard output.
  ///
  /// - Parameters:
  ///   - revisable: Whether bytes may be written at other places than the end.
  ///   - throughFile: Whether it gets a copy of a file.
  /// - Throws: `cannotCreate`.
  public init(
    standardOutputRevisable revisable: Bool = false, throughFile: Bool = false
  ) throws(ExportError) {
    let stream = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    let draft = throughFile ? Draft.spare : nil
    guard stream >= 0, draft != nil || !throughFile else {
      throw .cannotCreate(path: "-", reason: systemReason())
    }
    self.init(
      path: "-", target: "-", stream: stream, draft: draft, permissions: nil, overwriting: true,
      revisable: revisable)
  }

  private init(
    path: String, target: String, stream: Int32, draft: Draft?, permissions: mode_t?,
    overwriting: Bool, revisable: Bool
  ) {
    self.path = path
    self.target = target
    self.permissions = permissions
    self.stream = stream
    self.draft = draft
    descriptor = draft?.descriptor ?? stream
    temporaryPath = draft?.path ?? path
    isOverwriting = overwriting
    isRevisable = revisable
  }

  deinit { if stream >= 0 { close(stream) } }

  /// An empty file for what is needed meanwhile, where there has to be room anyway; nil with `errno` set
  /// on failure.
  func makeSpare() -> Draft? { stream >= 0 ? Draft.spare : Draft(beside: target) }

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
    if isRevisable && draft == nil {
      let end = min(offset + bytes.byteCount, byteCount)
      bytes.withUnsafeBytes { held.replaceSubrange(offset..<end, with: $0) }
    } else {
      guard writeAll(bytes, to: descriptor, at: draft == nil ? nil : offset) else {
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
    guard draft != nil else { return held }
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
    guard let draft else {
      guard writeAll(held.span.bytes, to: descriptor, at: nil) else { throw writingFailure() }
      return
    }
    guard stream < 0 else { return try copyToStream() }
    if let permissions { fchmod(descriptor, permissions) }
    guard fsync(descriptor) == 0, isOverwriting ? draft.replace(target) : draft.take(target) else {
      throw errno == EEXIST ? .exists(path: path) : writingFailure()
    }
    syncFolder(of: target)
  }

  private func copyToStream() throws(ExportError) {
    var rest = Int(lseek(descriptor, 0, SEEK_END))
    var offset = 0
    while rest > 0 {
      let bytes = readAll(descriptor, from: offset, count: min(rest, 1 << 18))
      guard let bytes, writeAll(bytes.span.bytes, to: stream, at: nil) else {
        throw writingFailure()
      }
      offset += bytes.count
      rest -= bytes.count
    }
  }
}
