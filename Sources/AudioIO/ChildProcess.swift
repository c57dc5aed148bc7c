import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Another program at work, whose output is read while it comes.
///
/// Whoever drops it ends it: it is killed if it still runs, and leaves no zombie. No shell is
/// involved, so arguments mean nothing but themselves.
struct ChildProcess: ~Copyable {
  /// What it complained of is kept up to here, in bytes: enough for the first lines.
  private static let complaintLimit = 4096

  private let process: pid_t
  private let output: Descriptor
  private let errors: Descriptor
  private var errorsAreOpen = true
  private var complaintBytes: [UInt8] = []
  /// What `wait` said of its end, once it was asked.
  private var status: Int32?

  /// Starts a program that is looked for in `PATH`.
  ///
  /// - Parameter input: what it reads on its standard input.
  /// - Throws: `SpawnFailure`.
  init(
    _ program: String, _ arguments: [String], input: borrowing Descriptor
  ) throws(SpawnFailure) {
    // One at a time: a pipe that is not yet marked as ours would stay open in another's child.
    spawning._unsafeLock()
    defer { spawning._unsafeUnlock() }
    guard let output = Pipe(), let errors = Pipe() else { throw SpawnFailure(code: errno) }
    let (code, process) = spawn(
      program, arguments,
      [
        (input.number, STDIN_FILENO), (output.writing.number, STDOUT_FILENO),
        (errors.writing.number, STDERR_FILENO),
      ])
    guard code == 0 else { throw SpawnFailure(code: code) }
    self.process = process
    self.output = output.reading
    self.errors = errors.reading
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      _ = Self.wait(for: process)
    }
  }

  /// The next bytes of its output; 0 at the end, negative with `errno` set on failure.
  ///
  /// Takes in its complaints on the way, so that it never waits for us to read them.
  ///
  /// - Parameter stop: ends the wait for a first byte, as a failure.
  mutating func read(
    into buffer: UnsafeMutableRawBufferPointer, until stop: StopSignal? = nil
  ) -> Int {
    while errorsAreOpen {
      if let stop, !stop.wait(for: [output.number, errors.number]) { return -1 }
      var states = [
        pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors.number, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&states, 2, -1) >= 0 || errno == EINTR else { return -1 }
      if states[1].revents != 0 { readComplaints() }
      if states[0].revents != 0 { break }
    }
    return output.read(into: buffer, until: stop)
  }

  /// Waits for its end, once its output has ended.
  ///
  /// - Returns: What went wrong in its own words, nil if all went well.
  mutating func finish() -> String? {
    while errorsAreOpen { readComplaints() }
    let status = status ?? Self.wait(for: process)
    self.status = status
    let complaint = String(decoding: complaintBytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).first.map(String.init)
    return complaint ?? (status == 0 ? nil : "it ended with status \(status)")
  }

  private mutating func readComplaints() {
    var block = [UInt8](repeating: 0, count: Self.complaintLimit)
    let count = block.withUnsafeMutableBytes { errors.read(into: $0) }
    errorsAreOpen = count > 0
    complaintBytes += block.prefix(max(0, min(count, Self.complaintLimit - complaintBytes.count)))
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}

/// Held while a child is started.
private let spawning = Mutex(())

/// Why a program does not start.
struct SpawnFailure: Error {
  let code: Int32

  /// Whether there is no such program.
  var isMissing: Bool { code == ENOENT }
}

/// `posix_spawnp` with some of our descriptors as the child's, with signals as a shell sets them.
private func spawn(
  _ program: String, _ arguments: [String], _ descriptors: [(ours: Int32, its: Int32)]
) -> (code: Int32, process: pid_t) {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
  #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
  #endif
  posix_spawn_file_actions_init(&actions)
  posix_spawnattr_init(&attributes)
  defer {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }
  for (ours, its) in descriptors { posix_spawn_file_actions_adddup2(&actions, ours, its) }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  // Whatever we do about pipes that nobody reads and files that are too large, the child ends.
  sigaddset(&signals, SIGPIPE)
  sigaddset(&signals, SIGXFSZ)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
  var words = ([program] + arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var process: pid_t = 0
  let code = posix_spawnp(&process, program, &actions, &attributes, &words, environ)
  return (code, process)
}
