import Foundation

/// A pipe with a name, into which somebody writes.
public final class Feed {
  /// Where to read; once only.
  public let path: String
  private let folder: TemporaryFolder

  /// Begins to write bytes as soon as somebody reads.
  ///
  /// - Parameter blockLength: Bytes to write at a time.
  public init(_ bytes: Data, blockLength: Int = 4096) throws {
    folder = try TemporaryFolder()
    path = folder.file("feed")
    mkfifo(path, 0o600)
    let path = path
    Thread.detachNewThread {
      signal(SIGPIPE, SIG_IGN)
      let descriptor = open(path, O_WRONLY)
      defer { close(descriptor) }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.prefix(blockLength).withUnsafeBytes {
          write(descriptor, $0.baseAddress, $0.count)
        }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }
}
