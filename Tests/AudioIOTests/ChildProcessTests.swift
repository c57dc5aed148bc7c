import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite struct ChildProcessTests {
  private func start(_ program: String, _ arguments: String...) throws -> ChildProcess {
    guard let input = Descriptor(path: "/dev/null") else { throw POSIXError(.ENOENT) }
    return try ChildProcess(program, arguments, input: input)
  }

  /// All that a child writes.
  private func output(of child: inout ChildProcess) -> [UInt8] {
    var all: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1000)
    while case let count = block.withUnsafeMutableBytes({ child.read(into: $0) }), count > 0 {
      all += block.prefix(count)
    }
    return all
  }

  @Test func argumentsAreNothingButThemselves() throws {
    var child = try start("printf", "%s|", "; rm -rf x", "$HOME", "-i", "a\nb")
    #expect(String(decoding: output(of: &child), as: UTF8.self) == "; rm -rf x|$HOME|-i|a\nb|")
    #expect(child.finish() == nil)
  }

  @Test func complaintsNeverBlockIt() throws {
    var child = try start(
      "sh", "-c", "yes complaint | head -c 300000 >&2; yes | head -c 300000; exit 3")
    #expect(output(of: &child).count == 300_000)
    #expect(child.finish() == "complaint")
    var silent = try start("sh", "-c", "exit 3")
    #expect(output(of: &silent).isEmpty)
    #expect(silent.finish() == "it ended with status 768")
  }

  @Test func droppedChildrenLeaveNothingBehind() throws {
    let folder = try TemporaryFolder()
    let started = Date()
    do {
      var child = try start("sh", "-c", "echo $$; exec sleep 60")
      var block = [UInt8](repeating: 0, count: 100)
      let count = block.withUnsafeMutableBytes { child.read(into: $0) }
      try Data(block.prefix(max(0, count))).write(to: URL(filePath: folder.file("id")))
    }
    let text = try String(contentsOfFile: folder.file("id"), encoding: .utf8)
    let process = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    // Neither running nor waiting to be asked about.
    #expect(kill(process, 0) == -1 && errno == ESRCH)
    #expect(Date().timeIntervalSince(started) < 30)
  }

  @Test func missingProgramsAreKnown() throws {
    let failure = #expect(throws: SpawnFailure.self) { _ = try start("no-such-program-at-all") }
    #expect(failure?.isMissing == true)
  }
}
