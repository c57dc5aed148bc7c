import Synchronization
import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The unfinished files of the process that have names, so that they can be removed when it is told to end.
enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Makes a file beside another, and remembers it.
  static func create(beside path: String) -> (path: String, descriptor: Int32) {
    paths.withLock {
      let file = createTemporary(beside: path)
      if file.descriptor >= 0 { $0.insert(file.path) }
      return file
    }
  }

  /// Forgets a file that has its name now.
  static func forget(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Removes a file, unless it has its name now.
  static func remove(_ path: String) {
    paths.withLock { if $0.remove(path) != nil { unlink(systemPath(path)) } }
  }

  /// Replaces a file by one that has no name; false with `errno` set on failure.
  ///
  /// Only a name can replace another, so it gets one for a moment, in which nobody is interrupted
  /// but by SIGKILL.
  ///
  /// - Parameter path: of the file in `/proc/self/fd`.
  static func replace(_ target: String, byNameless path: String) -> Bool {
    paths.withLock { _ in
      var name = ""
      repeat {
        name = temporaryName(beside: target)
      } while !link(descriptor: path, to: name)
        && errno == EEXIST
      if rename(systemPath(name), systemPath(target)) == 0 { return true }
      let reason = errno
      unlink(systemPath(name))
      errno = reason
      return false
    }
  }

  /// Removes all of them and ends the process, before anybody can make more.
  static func removeAll(andExit code: Int32) -> Never {
    paths.withLock {
      for path in $0 { unlink(systemPath(path)) }
      _exit(code)
    }
  }
}

/// Ends the process and leaves no unfinished output behind; those that are complete stay.
public func abandonOutputs(exitCode: Int32) -> Never {
  TemporaryFiles.removeAll(andExit: exitCode)
}
