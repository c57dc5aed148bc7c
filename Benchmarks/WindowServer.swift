import Arithmetic
import CNNInference
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Infers windows when told to, so that a script can let us and others take turns.
///
/// Reads commands from standard input, a line each, and answers each with a line:
///
///     run N        infers N windows, in turn; answers with the nanoseconds it took
///     save PATH    writes note, onset and contour of every window; answers "saved"
///
/// Windows and results are float32 as the machine stores them, one after another.
struct WindowServer: ~Copyable {
  private let windows: [[Float]]
  private var model: Model

  /// - Parameter path: a file of windows.
  init(windowsAt path: String, arithmetic: Arithmetic) throws {
    // Values first: the fields of a noncopyable value cannot be left half set by an error.
    let windows = try Self.readWindows(path)
    let weights = try ModelWeights(path: Checkout.modelPath)
    self.windows = windows
    model = Model(weights, arithmetic: arithmetic)
  }

  private static func readWindows(_ path: String) throws(BenchmarkError) -> [[Float]] {
    guard let file = fopen(path, "rb") else { throw .cannotOpen(path: path) }
    defer { fclose(file) }
    var windows: [[Float]] = []
    var window = [Float](repeating: 0, count: ModelConstants.windowLength)
    while fread(&window, MemoryLayout<Float>.size, window.count, file) == window.count {
      windows.append(window)
    }
    guard !windows.isEmpty else { throw .noWindow(path: path) }
    return windows
  }

  /// Answers until there are no more commands.
  mutating func serve() throws {
    while let line = readLine() {
      let words = line.split(separator: " ", maxSplits: 1)
      switch (words.first, words.last) {
      case ("run", let count?):
        guard let count = Int(count), count > 0 else { throw BenchmarkError.unknownCommand(line) }
        print(run(count))
      case ("save", let path?) where words.count == 2:
        try save(to: String(path))
        print("saved")
      default:
        throw BenchmarkError.unknownCommand(line)
      }
      fflush(nil)
    }
  }

  private mutating func run(_ count: Int) -> Int {
    let elapsed = ContinuousClock().measure {
      for index in 0..<count { _ = model.infer(windows[index % windows.count]) }
    }
    return Int(elapsed / .nanoseconds(1))
  }

  private mutating func save(to path: String) throws {
    guard let file = fopen(path, "wb") else { throw BenchmarkError.cannotOpen(path: path) }
    defer { fclose(file) }
    for window in windows {
      let result = model.infer(window)
      for matrix in [result.note, result.onset, result.contour] {
        fwrite(matrix.values, MemoryLayout<Float>.size, matrix.values.count, file)
      }
    }
  }
}
