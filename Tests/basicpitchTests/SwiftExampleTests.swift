import Foundation
import TestSupport
import Testing

/// The example of a Swift program, built as another package would build it and run.
@Suite struct SwiftExampleTests {
  private let folder: TemporaryFolder
  private static let source = Fixture.package
    .appending(path: "Examples/transcribe-in-swift/main.swift")
  private static let article = Fixture.package
    .appending(path: "Sources/Transcription/Transcription.docc/TranscribingInSwift.md")

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String...) throws -> Executable.Outcome {
    try Executable.run(words, of: Executable.built("TranscribeInSwift"))
  }

  @Test func itFindsTheNotesOfTheProgram() throws {
    let midi = folder.file("guitar.mid")
    let example = try run(Fixture.model, Fixture.guitar, midi)
    #expect(example.code == 0 && example.errors.isEmpty)
    let table = try Executable.run(["transcribe", Fixture.guitar, "-o", "-", "--format", "csv"])
    // Onset, offset, pitch and velocity, in full; the bends are the fifth column.
    let expected = table.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").prefix(4).joined(separator: ",")
    }
    let lines = example.output.split(separator: "\n").map(String.init)
    #expect(
      expected.count == Fixture.guitarNoteCount && Array(lines.prefix(expected.count)) == expected)
    // Of a guitar, a preset leaves out what is too high or too low for it.
    let guitar = try Executable.run(
      ["transcribe", Fixture.guitar, "-o", "-", "--format", "csv", "--preset", "guitar"])
    let guitarCount = guitar.output.split(separator: "\n").count - 1
    #expect(
      Array(lines.dropFirst(expected.count))
        == [
          "in passages: \(Fixture.guitarNoteCount) notes", "as a guitar: \(guitarCount) notes",
          "a tone: [69]",
        ])
    // But for the track's name, which the program takes from the file.
    let written = try Data(contentsOf: URL(filePath: midi))
    let named = try Executable.run(
      ["transcribe", Fixture.guitar, "-o", folder.file("named.mid")])
    #expect(named.code == 0)
    let program = try Data(contentsOf: URL(filePath: folder.file("named.mid")))
    #expect(written.suffix(300) == program.suffix(300) && program.count - written.count == 10)
  }

  @Test func itTellsWhatIsWrongInOneLine() throws {
    let missing = try run(Fixture.model, folder.file("missing.wav"), folder.file("a.mid"))
    #expect(missing.code == 1 && missing.output.isEmpty)
    #expect(
      missing.errors == "transcribe-in-swift: cannot open '\(folder.file("missing.wav"))': no such"
        + " file or directory\n")
    let model = try run(Fixture.guitar, Fixture.guitar, folder.file("a.mid"))
    #expect(model.errors == "transcribe-in-swift: '\(Fixture.guitar)' is not a model file (.bpw)\n")
  }

  /// What the article and the README show is what was built.
  @Test(arguments: [
    article, article.deletingLastPathComponent().appending(path: "Transcription.md"),
    Fixture.package.appending(path: "README.md"),
  ])
  func whatIsShownIsPartOfIt(page: URL) throws {
    let source = try String(contentsOf: Self.source, encoding: .utf8).split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let pieces = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```swift\n")
      .dropFirst().compactMap { $0.components(separatedBy: "```").first }
    #expect(!pieces.isEmpty)
    for piece in pieces {
      let lines = piece.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      let isThere = source.indices.contains { source[$0...].starts(with: lines) }
      #expect(isThere, "\(piece)")
    }
  }
}
