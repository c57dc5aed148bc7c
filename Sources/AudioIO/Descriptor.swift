import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file, pipe or device, closed when it goes out of scope.
struct Descriptor: ~Copyable {
  /// What can be done with it.
  enum Kind { case file, stream, folder, device }

  let number: Int32

  /// Takes a descriptor that nobody else closes; nil for a negative one, with `errno` set.
  init?(owning number: Int32) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// Opens a file for reading; nil with `errno` set.
  ///
  /// - Parameter waitsForWriter: whether a pipe with a name waits here for its writer, not when it is read.
  init?(path: String, waitsForWriter: Bool = true) {
    let mode = waitsForWriter ? 0 : O_NONBLOCK
    self.init(owning: open(systemPath(path), O_RDONLY | O_CLOEXEC | mode))
    if !waitsForWriter { _ = fcntl(number, F_SETFL, 0) }
  }

  /// Creates a file to write to, or empties the one that is there; nil with `errno` set.
  init?(creating path: String) {
    self.init(owning: open(systemPath(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666))
  }

  /// Another descriptor of the same open file; nil with `errno` set.
  init?(duplicating number: Int32) {
    self.init(owning: fcntl(number, F_DUPFD_CLOEXEC, 3))
  }

  deinit { close(number) }

  /// Hands the descriptor to somebody else, who closes it.
  consuming func release() -> Int32 {
    let number = number
    discard self
    return number
  }

  /// Where files without a name are.
  static var temporaryFolder: String { getenv("TMPDIR").map { String(path: $0) } ?? "/tmp" }

  /// A new file without a name, which is gone when it is closed; nil with `errno` set.
  static func nameless() -> Descriptor? {
    if let file = Descriptor(
      owning: openNameless(inFolder: temporaryFolder, permissions: 0o600))
    {
      return file
    }
    var path = systemPath("\(temporaryFolder)/basicpitch-XXXXXX")
    guard let descriptor = Descriptor(owning: mkstemp(&path)) else { return nil }
    unlink(path)
    _ = fcntl(descriptor.number, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  var kind: Kind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFIFO, S_IFSOCK: .stream
    case S_IFDIR: .folder
    default: .device
    }
  }

  /// Bytes of a file.
  var size: Int { Int(status.st_size) }

  private var status: stat {
    var status = stat()
    fstat(number, &status)
    return status
  }

  /// The next bytes, as many as are there; 0 at the end, negative with `errno` set on failure.
  ///
  /// - Parameter stop: ends the wait for a first byte, as a failure.
  func read(into buffer: UnsafeMutableRawBufferPointer, until stop: StopSignal? = nil) -> Int {
    if let stop, !stop.wait(for: [number]) { return -1 }
    while true {
      let count = systemRead(number, buffer.baseAddress, buffer.count)
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Bytes at some place in a file, fewer than wanted only at its end; leaves the place of `read`.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(buffer)[filled...]
        let read = pread(
          number, UnsafeMutableRawBufferPointer(rebasing: rest).baseAddress, rest.count,
          off_t(offset + filled))
        if read == 0 || read < 0 && errno != EINTR { break }
        filled += max(read, 0)
      }
    }
  }

  /// Appends bytes; false with `errno` set on failure.
  func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        let count = systemWrite(number, rest.baseAddress, rest.count)
        guard count >= 0 || errno == EINTR else { return false }
        written += max(count, 0)
      }
      return true
    }
  }

  /// Goes back to the beginning of a file.
  func rewind() { lseek(number, 0, SEEK_SET) }
}

/// The two ends of a new pipe.
struct Pipe: ~Copyable {
  let reading: Descriptor
  let writing: Descriptor

  /// Nil with `errno` set on failure.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0, let reading = Descriptor(owning: ends[0]),
      let writing = Descriptor(owning: ends[1])
    else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.reading = reading
    self.writing = writing
  }
}

/// The last failure in the system's words, with a small first letter.
func systemReason(_ code: Int32 = errno) -> String {
  lowercasedFirst(String(cString: strerror(code)))
}

/// The text with a small first letter, unless it begins with an acronym.
func lowercasedFirst(_ text: String) -> String {
  guard let first = text.first, text.dropFirst().first?.isLowercase == true else { return text }
  return first.lowercased() + text.dropFirst()
}

// Under names that do not collide with methods.
private func systemRead(_ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(number, bytes, count)
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}
