import Exports
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the program says to the person who runs it: on standard error, so that standard output
/// holds nothing but results and what was asked for.
struct Console: Sendable {
  let isQuiet: Bool
  let isVerbose: Bool

  init(isQuiet: Bool, isVerbose: Bool = false) {
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
  }

  /// The option that turns all lines into JSON.
  static let jsonOption = "json-errors"

  /// Whether what is said is for a program. It may be the command line that is wrong, so this is known
  /// before that is read.
  static let isForPrograms = CommandLine.arguments.prefix { $0 != "--" }
    .contains("--" + jsonOption)

  /// Says something worth knowing.
  func note(_ message: String) {
    if !isQuiet { Self.say(message, kind: "note") }
  }

  /// Says what is being done, to those who asked.
  func detail(_ message: @autoclosure () -> String) {
    if isVerbose { Self.say(message(), kind: "detail") }
  }

  /// Says what was asked for, however quiet it was told to be.
  static func tell(_ lines: [String]) {
    if isForPrograms { return lines.forEach { say($0, kind: "detail") } }
    write(lines.map { "\($0)\n" }.joined())
  }

  /// Says why the program fails, however quiet it was told to be.
  static func complain(_ failure: Failure, code: Int32? = nil) {
    say(
      failure.message, kind: failure.exitCode.word, path: failure.path,
      code: code ?? failure.exitCode.rawValue)
  }

  /// A line: a sentence, or an object that has it as its `message`.
  private static func say(
    _ message: String, kind: String, path: String? = nil, code: Int32? = nil
  ) {
    guard isForPrograms else { return write("basicpitch: \(message.legible)\n") }
    let object = JSONValue.object([
      ("code", code.map { .integer(Int($0)) } ?? .null), ("kind", .string(kind)),
      ("path", path.map { .string($0) } ?? .null), ("message", .string(message.legible)),
    ])
    write(object.line + "\n")
  }

  /// Writes what was asked for to standard output.
  static func give(_ text: String) throws(ExportError) {
    var output = try OutputFile(standardOutputRevisable: false)
    try output.write(Array(text.utf8))
    try output.commit()
  }

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
