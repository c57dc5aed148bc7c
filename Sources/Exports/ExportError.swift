/// What can go wrong on the way to a finished output file.
public enum ExportError: Error, Equatable {
  /// There is a file of that name, and nobody said that it may go.
  case exists(path: String)
  /// The file is the one that is being read; not even force may replace it.
  case isInput(path: String)
  /// The name is that of a folder.
  case isFolder(path: String)
  /// The file cannot be created: no such folder, no permission.
  case cannotCreate(path: String, reason: String)
  /// The file could be created but not completed, as when the disk is full.
  case cannotWrite(path: String, reason: String)
  /// Nobody reads standard output any more, as with `| head -1`.
  case nobodyReads
}

extension ExportError {
  /// The file that it is about.
  public var path: String {
    switch self {
    case .exists(let path), .isInput(let path), .isFolder(let path), .cannotCreate(let path, _),
      .cannotWrite(let path, _):
      path
    case .nobodyReads: "-"
    }
  }
}

extension ExportError: CustomStringConvertible {
  /// One sentence for the person at the terminal.
  public var description: String {
    switch self {
    case .exists(let path): "'\(path)' exists already; --force replaces it"
    case .isInput(let path): "cannot write '\(path)': it is the input"
    case .isFolder(let path): "cannot write '\(path)': it is a folder"
    case .cannotCreate(let path, let reason): "cannot create \(quoted(path)): \(reason)"
    case .cannotWrite(let path, let reason): "cannot write \(quoted(path)): \(reason)"
    case .nobodyReads: "nobody reads standard output any more"
    }
  }

  /// The path in quotes; `-` is what everybody calls it.
  private func quoted(_ path: String) -> String { path == "-" ? "standard output" : "'\(path)'" }
}
