import Foundation
import TestSupport
import Testing

/// The real program and whoever reads what it writes to standard output.
@Suite struct StandardOutputExecutableTests {
  private static let guitar = Fixture.guitar

  /// Runs the program into a pipe that nobody reads any more.
  private func runUnread(_ words: [String]) throws -> (code: Int32, errors: String) {
    let process = Executable.process(words)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try output.fileHandleForReading.close()
    try process.run()
    try errors.fileHandleForWriting.close()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    // As a shell tells it, whether the signal ended the program or the program itself.
    let signal = process.terminationReason == .uncaughtSignal ? Int32(128) : 0
    return (signal + process.terminationStatus, String(decoding: complaints, as: UTF8.self))
  }

  @Test(arguments: [
    ["transcribe", guitar, "-o", "-"], ["transcribe", guitar, "-o", "-", "--format", "ndjson"],
    ["transcribe", guitar, "-o", "-", "--format", "html"],
    ["transcribe", guitar, "-o", "-", "--format", "ndjson", "--json-errors"],
    ["transcribe", guitar, "-o", "/dev/null", "--report", "-"], ["evaluate", "--help"], ["man"],
    ["completions", "zsh"],
    ["evaluate", Fixture.path("Recordings/band.mid"), Fixture.path("Recordings/band.mid")],
  ])
  func whoeverStopsReadingIsToldNothing(words: [String]) throws {
    let (code, errors) = try runUnread(words)
    // 128 and SIGPIPE.
    #expect(code == 141 && errors.isEmpty, "\(errors)")
  }

  #if os(Linux)
    @Test(arguments: [
      ["transcribe", guitar, "-o", "-"], ["man"], ["--version"], ["transcribe", "--help"],
      ["completions", "bash"],
      ["evaluate", Fixture.path("Recordings/band.mid"), Fixture.path("Recordings/band.mid")],
    ])
    func aFullDiskIsToldInOneLine(words: [String]) throws {
      let process = Executable.process(words)
      let errors = Pipe()
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      process.standardError = errors
      try process.run()
      try errors.fileHandleForWriting.close()
      let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationStatus == 4)
      #expect(
        String(decoding: complaints, as: UTF8.self)
          == "basicpitch: cannot write standard output: no space left on device\n")
    }
  #endif

  @Test func theHeadOfAListIsWhole() throws {
    let shell = try #require(Executable.installed("bash"))
    let program = Executable.url.path(percentEncoded: false)
    let outcome = try Executable.run(
      [
        "-c", #""$0" transcribe "$1" -o - --format ndjson | head -1; echo ${PIPESTATUS[0]}"#,
        program, Self.guitar,
      ], of: shell)
    #expect(
      outcome.output == """
        {"start":0.510463,"end":0.780473,"pitch":56,"name":"G#3","velocity":73,"confidence":0.9676,"bends":[]}
        141

        """)
    #expect(outcome.errors.isEmpty)
  }
}
