/// Why nothing can be measured.
enum BenchmarkError: Error {
  /// A file of windows, or for results, that is not there or not ours.
  case cannotOpen(path: String)
  /// A file that is shorter than a window.
  case noWindow(path: String)
  /// A line that asks for nothing we do.
  case unknownCommand(String)
}

extension BenchmarkError: CustomStringConvertible {
  /// One sentence for the user.
  var description: String {
    switch self {
    case .cannotOpen(let path): "cannot open '\(path)'"
    case .noWindow(let path): "'\(path)' holds no window"
    case .unknownCommand(let line): "unknown command '\(line)'"
    }
  }
}
