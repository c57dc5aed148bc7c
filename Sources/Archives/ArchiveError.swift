/// Why saved posteriorgrams cannot be read.
public enum ArchiveError: Error, Equatable {
  /// The operating system does not let us at the file, or it is none.
  case cannotOpen(path: String, reason: String)
  /// The file is there, but it is no archive.
  case notAnArchive(path: String)
  /// The posteriorgrams are a Python object, as the original saves them.
  case pickled(path: String)
  /// The archive has no array of that name.
  case missing(path: String, array: String)
  /// The array is there, but it is not what it should be.
  case unusable(path: String, array: String, reason: String)
  /// The archive contradicts itself, or ends before its time.
  case damaged(path: String, reason: String)
}

extension ArchiveError {
  /// The file that it is about.
  public var path: String {
    switch self {
    case .cannotOpen(let path, _), .notAnArchive(let path), .pickled(let path),
      .missing(let path, _), .unusable(let path, _, _), .damaged(let path, _):
      path
    }
  }
}

extension ArchiveError: CustomStringConvertible {
  /// One sentence for the person at the terminal.
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "cannot open '\(path)': \(reason)"
    case .notAnArchive(let path):
      "cannot read '\(path)' as posteriorgrams: it is no .npz archive"
    case .pickled(let path):
      "cannot read '\(path)': it holds a Python object, as the original saves it; in Python,"
        + " numpy.savez('plain.npz', **numpy.load('\(path)', allow_pickle=True)"
        + "['basic_pitch_model_output'].item()) saves its arrays"
    case .missing(let path, let array): "cannot read '\(path)': it has no array '\(array)'"
    case .unusable(let path, let array, let reason):
      "cannot read '\(path)': its array '\(array)' \(reason)"
    case .damaged(let path, let reason): "cannot read '\(path)': it is damaged: \(reason)"
    }
  }
}
