import AudioIO
import TranscriptionTypes

/// Paths from a file: one a line, or each ended by a NUL if there is one anywhere.
struct PathList: Equatable {
  /// Bytes at most: some millions of paths.
  private static let fileLimit = 1 << 28

  let paths: [String]

  /// Reads a list; `-` is standard input.
  init(path: String) throws(Failure) {
    do throws(FileError) {
      self.init(try bytes(ofFile: path == "-" ? "/dev/stdin" : path, limit: Self.fileLimit))
    } catch {
      throw Failure(
        message: "cannot read the list '\(path)': \(error.reason)", exitCode: .input, path: path)
    }
    // Every piece of a recording would get a line.
    if let first = paths.first, FileIdentity(of: first) == nil, Self.isRecording(path) {
      throw Failure(
        message: "'\(path)' is a recording, not a list of recordings; leave --files-from out",
        exitCode: .usage, path: path)
    }
  }

  private static func isRecording(_ path: String) -> Bool {
    guard path != "-", FileIdentity(of: path)?.isPipe == false else { return false }
    do throws(AudioIOError) {
      _ = try AudioReader(Recording(path: path), sampleRate: ModelConstants.sampleRate)
      return true
    } catch { return false }
  }

  /// Empty lines say nothing, and a carriage return before a line feed belongs to the line's end.
  init(_ bytes: [UInt8]) {
    let hasNUL = bytes.contains(0)
    paths = bytes.split(separator: hasNUL ? 0 : UInt8(ascii: "\n")).compactMap { line in
      let ends = !hasNUL && line.last == UInt8(ascii: "\r")
      let path = String(path: ends ? line.dropLast() : line)
      return path.isEmpty ? nil : path
    }
  }
}
