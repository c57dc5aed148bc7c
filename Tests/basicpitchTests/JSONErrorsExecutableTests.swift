import Foundation
import TestSupport
import Testing

/// The real program where another one reads its messages.
@Suite struct JSONErrorsExecutableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Data("no sound".utf8).write(to: URL(filePath: folder.file("b.wav")))
    try Fixture.data("Recordings/voice.flac").write(to: URL(filePath: folder.file("a.flac")))
  }

  private struct Message: Decodable, Equatable {
    var code: Int?
    var kind: String
    var path: String?
    var message: String
  }

  /// Each line of standard error, read by Foundation's own reader of JSON.
  private func run(_ words: String...) throws -> (code: Int32, messages: [Message]) {
    let outcome = try Executable.run(words, in: folder.path)
    #expect(outcome.output.isEmpty)
    let messages = try outcome.errors.split(separator: "\n").map {
      try JSONDecoder().decode(Message.self, from: Data($0.utf8))
    }
    return (outcome.code, messages)
  }

  @Test func eachFailureIsAnObject() throws {
    let (code, messages) = try run("transcribe", "b.wav", "a.flac", "c.wav", "--json-errors")
    #expect(code == 6)
    try #require(messages.count == 3)
    let unreadable = Message(
      code: 3, kind: "input", path: "b.wav", message: "cannot read 'b.wav' as audio: it is text")
    let missing = Message(
      code: 3, kind: "input", path: "c.wav",
      message: "cannot open 'c.wav': no such file or directory")
    #expect(messages.prefix(2) == [unreadable, missing])
    #expect(messages[2].code == 6 && messages[2].kind == "partial" && messages[2].path == nil)
  }

  @Test(
    arguments: [
      (["transcribe", "--json-errors", "--onset-treshold", "1"], 2, "usage", nil),
      (["transcribe", "a.flac", "--sweep", "x=1", "--json-errors"], 2, "usage", nil),
      (["paint", "--json-errors"], 2, "usage", nil),
      (["transcribe", "b.wav", "--json-errors"], 3, "input", "b.wav"),
      (["transcribe", "--from-posteriorgrams", "b.wav", "--json-errors"], 3, "input", "b.wav"),
      (["transcribe", "--files-from", "none", "--json-errors"], 3, "input", "none"),
      (["transcribe", "a.flac", "-o", "no/a.mid", "--json-errors"], 4, "output", "no/a.mid"),
      (["transcribe", "a.flac", "--model", "a.flac", "--json-errors"], 5, "model", "a.flac"),
      (["render", "b.wav", "--json-errors"], 3, "input", "b.wav"),
      (["evaluate", "b.mid", "c.mid", "--json-errors"], 3, "input", "b.mid"),
    ] as [([String], Int32, String, String?)])
  func codeKindAndPathAreTold(words: [String], code: Int32, kind: String, path: String?) throws {
    let outcome = try Executable.run(words, in: folder.path)
    let message = try JSONDecoder().decode(Message.self, from: Data(outcome.errors.utf8))
    #expect(outcome.code == code && message.code == Int(code))
    #expect(message.kind == kind && message.path == path && !message.message.isEmpty)
  }

  @Test func notesAreObjectsTooAndQuietLeavesThemOut() throws {
    try Fixture.data("Recordings/empty.wav").write(to: URL(filePath: folder.file("e.wav")))
    let (code, messages) = try run("transcribe", "e.wav", "--json-errors")
    #expect(code == 0 && messages.map(\.kind) == ["note"] && messages[0].code == nil)
    #expect(try run("transcribe", "e.wav", "--json-errors", "-q", "--force").messages.isEmpty)
  }

  /// Behind `--` it is the name of a file.
  @Test func withoutTheOptionErrorsAreSentences() throws {
    let outcome = try Executable.run(["transcribe", "--", "--json-errors"], in: folder.path)
    #expect(
      outcome.errors
        == "basicpitch: cannot open '--json-errors': no such file or directory\n")
  }
}
