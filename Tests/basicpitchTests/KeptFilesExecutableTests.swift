import Foundation
import TestSupport
import Testing

/// The real program and the files that it must not lose: recordings, lists, results.
@Suite struct KeptFilesExecutableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a.flac", "b.flac"] {
      try Fixture.data("Recordings/voice.flac").write(to: URL(filePath: folder.file(name)))
    }
  }

  private func run(_ words: String...) throws -> Executable.Outcome {
    try Executable.run(words, in: folder.path)
  }

  private func isRecording(_ name: String) throws -> Bool {
    try Data(contentsOf: URL(filePath: folder.file(name))) == Fixture.data("Recordings/voice.flac")
  }

  @Test(arguments: ["--force", "--skip-existing"])
  func reportsReplaceNoRecording(option: String) throws {
    for report in ["a.flac", "./b.flac"] {
      let outcome = try run("transcribe", "a.flac", "b.flac", "--report", report, option)
      #expect(outcome.code == 4)
      #expect(outcome.errors == "basicpitch: cannot write '\(report)': it is an input\n")
    }
    let outcome = try run(
      "transcribe", "a.flac", "b.flac", "--shard", "1/9", "--report", "b.flac", option)
    #expect(outcome.code == 4)
    #expect(try isRecording("a.flac") && isRecording("b.flac"))
    #expect(try folder.names() == ["a.flac", "b.flac"])
  }

  @Test func reportsReplaceNoListAndNoResult() throws {
    try "a.flac\n".write(toFile: folder.file("list"), atomically: false, encoding: .utf8)
    let list = try run("transcribe", "--files-from", "list", "--report", "list", "--force")
    #expect(list.errors == "basicpitch: cannot write 'list': it is an input\n")
    #expect(try run("transcribe", "a.flac").code == 0)
    let result = try run("transcribe", "a.flac", "--report", "./a.mid", "--skip-existing")
    #expect(result.code == 2)
    #expect(
      result.errors == "basicpitch: the report and an output of 'a.flac' would both be written to "
        + "'./a.mid'\n")
    #expect(
      try Data(contentsOf: URL(filePath: folder.file("a.mid"))).starts(with: Array("MThd".utf8)))
  }

  @Test func resultsReplaceNoRecordingUnderAnotherName() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("out"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("out/a.mid"), withDestinationPath: "../b.flac")
    let link = try run("transcribe", "a.flac", "b.flac", "-o", "out/", "--force")
    #expect(link.code == 4)
    #expect(link.errors == "basicpitch: cannot write 'out/a.mid': it is an input\n")
    try FileManager.default.linkItem(
      atPath: folder.file("a.flac"), toPath: folder.file("out/b.mid"))
    #expect(try run("transcribe", "b.flac", "a.flac", "-o", "out/", "--force").code == 4)
    #expect(try isRecording("a.flac") && isRecording("b.flac"))
  }

  /// Where the file system knows files without a name, as most of Linux do.
  @Test func whoIsKilledLeavesNothing() throws {
    let process = Executable.process(
      ["transcribe", "-", "-o", "a.mid", "--format", "mid,csv,html,npz", "--report", "r.json"],
      in: folder.path)
    let input = Pipe()
    process.standardInput = input
    try process.run()
    // Twice what a pipe holds: when it is taken in, the outputs have been prepared.
    try input.fileHandleForWriting.write(contentsOf: Fixture.data("Recordings/band.wav"))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    let rest = try folder.names().filter { !$0.hasSuffix(".flac") }
    #expect(rest.isEmpty, "\(rest)")
  }

  /// Otherwise it would seem that all went well.
  @Test(arguments: [["man"], ["transcribe", "a.flac", "-o", "-"], ["--version"]])
  func aClosedStandardOutputIsTold(words: [String]) throws {
    let shell = try #require(Executable.installed("bash"))
    let program = Executable.url.path(percentEncoded: false)
    let outcome = try Executable.run(
      ["-c", #""$0" "$@" >&-"#, program] + words, of: shell, in: folder.path)
    #expect(outcome.code == 4)
    #expect(
      outcome.errors == "basicpitch: cannot write standard output: bad file descriptor\n")
  }

  /// As on a full disk: Ogg, FLAC and MP3 are written by libraries that forget of it.
  @Test(arguments: [
    ["render", Fixture.path("Recordings/voice.mid"), "-o", "sound.wav"],
    ["render", Fixture.path("Recordings/voice.mid"), "-o", "sound.flac"],
    ["render", Fixture.path("Recordings/voice.mid"), "-o", "sound.ogg"],
    ["transcribe", "a.flac", "-o", "a.html"], ["transcribe", "a.flac", "--sonify-midi"],
    ["transcribe", "a.flac", "-o", "a.npz"],
  ])
  func filesThatMayNotGrowAreTold(words: [String]) throws {
    let shell = try #require(Executable.installed("bash"))
    let program = Executable.url.path(percentEncoded: false)
    let outcome = try Executable.run(
      ["-c", #"ulimit -f 16; exec "$0" "$@""#, program] + words, of: shell, in: folder.path)
    #expect(outcome.code == 4)
    #expect(outcome.errors.hasPrefix("basicpitch: ") && outcome.errors.contains("file too large"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(try folder.names() == ["a.flac", "b.flac"])
  }

  /// Libraries that start threads end the program where they may not look at them.
  @Test(arguments: [7, 8, 10, 16])
  func fewDescriptorsAreEnoughOrTold(count: Int) throws {
    let shell = try #require(Executable.installed("bash"))
    let program = Executable.url.path(percentEncoded: false)
    let outcome = try Executable.run(
      [
        "-c", #"ulimit -n "$0"; exec "$@""#, "\(count)", program, "transcribe", "a.flac",
        "--format",
        "mid,csv,npz",
      ], of: shell, in: folder.path)
    let isDone = outcome.code == 0
    #expect(isDone || outcome.code == 4 && outcome.errors.contains("too many open files"))
    let results = isDone ? ["a.csv", "a.flac", "a.mid", "a.npz", "b.flac"] : ["a.flac", "b.flac"]
    #expect(try folder.names() == results)
  }

  @Test func whoeverStopsReadingSoundIsToldNothing() throws {
    let shell = try #require(Executable.installed("bash"))
    let program = Executable.url.path(percentEncoded: false)
    let outcome = try Executable.run(
      [
        "-c", #""$0" render "$1" -o - | head -c 4; echo " ${PIPESTATUS[0]}""#, program,
        Fixture.path("Recordings/band.mid"),
      ], of: shell)
    #expect(outcome.output == "RIFF 141\n" && outcome.errors.isEmpty)
  }

  #if os(Linux)
    /// They would fill the memory.
    @Test(arguments: [
      ["render", "/dev/zero", "-o", "a.wav"], ["transcribe", "a.flac", "--model", "/dev/zero"],
      ["transcribe", "--files-from", "/dev/zero"],
    ])
    func endlessFilesAreRefused(words: [String]) throws {
      let outcome = try Executable.run(words, in: folder.path)
      #expect(outcome.code == 3 || outcome.code == 5)
      #expect(outcome.errors.contains("'/dev/zero'") && outcome.errors.contains("larger than"))
      #expect(try folder.names() == ["a.flac", "b.flac"])
    }
  #endif
}
