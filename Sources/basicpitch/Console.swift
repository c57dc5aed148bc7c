#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the program says to the person who runs it: on standard error, so that standard output
/// holds nothing but results.
struct Console: Sendable {
  let isQuiet: Bool
  let isVerbose: Bool

  init(isQuiet: Bool, isVerbose: Bool = false) {
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
  }

  /// Says something worth knowing.
  func note(_ message: String) {
    if !isQuiet { Self.write("basicpitch: \(message)\n") }
  }

  /// Says what is being done, to those who asked.
  func detail(_ message: @autoclosure () -> String) {
    if isVerbose { Self.write("basicpitch: \(message())\n") }
  }

  /// Says what was asked for, however quiet it was told to be.
  static func tell(_ lines: [String]) { write(lines.map { "\($0)\n" }.joined()) }

  /// Says why the program fails, however quiet it was told to be.
  static func complain(_ message: String) { write("basicpitch: \(message)\n") }

  /// Draws on a terminal.
  static func writeRaw(_ text: String) { write(text) }

  private static func write(_ text: String) {
    var text = text
    // What cannot be said cannot be complained about either.
    _ = text.withUTF8 { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// `write(2)`, under a name that does not collide with methods.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
