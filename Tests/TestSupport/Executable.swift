import Foundation

/// The program itself, run as a user runs it.
public enum Executable {
  /// What a run left behind.
  public struct Outcome: Sendable {
    /// The exit code.
    public let code: Int32
    /// What it wrote to standard output.
    public let output: String
    /// What it wrote to standard error.
    public let errors: String
  }

  /// The program.
  public static let url = built("basicpitch")

  /// Where an executable of the package is: in the folder of the test runner.
  public static func built(_ name: String) -> URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let runner = bundle?.bundleURL ?? URL(filePath: CommandLine.arguments[0])
    return runner.deletingLastPathComponent().appending(path: name)
  }

  /// Where another program is, nil if it is not installed.
  public static func installed(_ name: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let path = folders.map { "\($0)/\(name)" }.first(
      where: FileManager.default.isExecutableFile(atPath:))
    return path.map { URL(filePath: $0) }
  }

  /// Runs the program, or another, and waits for it.
  ///
  /// - Parameters:
  ///   - program: where another program is.
  ///   - environment: variables set in addition to those of the tests.
  ///   - folder: where it runs; the tests' own by default.
  ///   - input: what it reads on standard input; nothing by default.
  public static func run(
    _ arguments: [String], of program: URL? = nil, environment: [String: String] = [:],
    in folder: String? = nil, input: FileHandle = .nullDevice
  ) throws -> Outcome {
    let process = process(arguments, environment: environment, in: folder)
    if let program { process.executableURL = program }
    // Files, unlike pipes, cannot fill up while nobody reads.
    let logs = try TemporaryFolder()
    let (output, errors) = (logs.file("output"), logs.file("errors"))
    for log in [output, errors] { _ = FileManager.default.createFile(atPath: log, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardInput = input
    try process.run()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  /// The program before it runs, for tests that deal with it while it does.
  public static func process(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
  ) -> Process {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
