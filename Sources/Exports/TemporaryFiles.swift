import Synchronization
import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The unfinished files of the process, so that they can be removed when it is told to end.
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

  /// Removes a file.
  static func remove(_ path: String) {
    paths.withLock {
      unlink(systemPath(path))
      $0.remove(path)
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
