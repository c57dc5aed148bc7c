import TranscriptionTypes

/// What a file to draw holds, whatever it is called.
enum PlotContent: Equatable {
  case music, posteriorgrams, recording

  /// What the first bytes say; those of nothing else are a recording's. What comes once, or has no
  /// header, can be nothing else.
  init(of path: String, isRaw: Bool) throws(Failure) {
    if isRaw || path == "-" || FileIdentity(of: path)?.isPipe == true {
      self = .recording
      return
    }
    do throws(FileError) {
      let bytes = try bytes(atBeginningOf: path, count: 4)
      self =
        bytes == Array("MThd".utf8)
        ? .music : bytes.starts(with: Array("PK".utf8)) ? .posteriorgrams : .recording
    } catch {
      throw Failure(
        message: "cannot read '\(path)': \(error.reason)", exitCode: .input, path: path)
    }
  }
}
