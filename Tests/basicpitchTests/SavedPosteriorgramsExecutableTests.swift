import Foundation
import TestSupport
import Testing

/// The real program on posteriorgrams that it saved.
@Suite struct SavedPosteriorgramsExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func transcribe(_ words: [String]) throws -> Executable.Outcome {
    try Executable.run(["transcribe"] + words, in: folder.path)
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.file(name)))
  }

  private func save(_ options: String...) throws {
    let recording = Fixture.path("Recordings/band.wav")
    #expect(try transcribe([recording, "-o", "song.npz", "--force"] + options).code == 0)
  }

  @Test(arguments: [
    "", "--compatible", "--preset mono", "--preset bass --max-polyphony 1", "--mpe",
    "--onset-threshold 0.3", "--onset-threshold 0.7 --frame-threshold 0.4",
    "--minimum-note-length 150 --no-melodia", "--compatible --onset-threshold 0.2",
    "--minimum-frequency 100 --maximum-frequency 800 --no-pitch-bends",
  ])
  func notesAreThoseOfTheRecording(options: String) throws {
    try save()
    let words = options.split(separator: " ").map(String.init)
    let direct = [Fixture.path("Recordings/band.wav"), "-o", "direct.mid"]
    #expect(try transcribe(direct + words).code == 0)
    // The track has the name of the input.
    try FileManager.default.moveItem(
      atPath: folder.file("song.npz"), toPath: folder.file("band.npz"))
    let again = try transcribe(["--from-posteriorgrams", "band.npz"] + words)
    #expect(again.code == 0 && again.errors.isEmpty && again.output.isEmpty)
    #expect(try bytes("band.mid") == bytes("direct.mid"))
  }

  /// The reference's release keeps fewer frames, which the archive cannot tell.
  @Test func aReleaseIsReproducedFromItsOwnArchive() throws {
    try save("--compatible=0.4.0")
    #expect(try transcribe(["--from-posteriorgrams", "song.npz", "--compatible=0.4.0"]).code == 0)
    let direct = [Fixture.path("Recordings/band.wav"), "-o", "direct.mid", "--compatible=0.4.0"]
    #expect(try transcribe(direct).code == 0)
    #expect(try bytes("song.mid") == bytes("direct.mid"))
  }

  /// Archives of others, and of `--compatible`, do not say how loud keys are, which velocities and ends
  /// follow from, nor how high. Networks judge onsets by it, rules do not.
  @Test func withoutMeasurementsNotesBeginAsTheyDo() throws {
    func columns(_ places: Int...) throws -> [[Substring]] {
      #expect(
        try transcribe([
          "--from-posteriorgrams", "song.npz", "-o", "a.csv", "--force", "--decoder=rules",
        ]).code == 0)
      let lines = String(decoding: try bytes("a.csv"), as: UTF8.self).split(separator: "\n")
      return lines.map { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        return places.map { fields[$0] }
      }
    }
    try save()
    let (strikes, velocities) = try (columns(0, 2), columns(3))
    try save("--compatible")
    #expect(try columns(0, 2) == strikes)
    #expect(try columns(3) != velocities)
  }

  @Test func foldersOfArchivesAreSearched() throws {
    try save()
    let outcome = try transcribe(["--from-posteriorgrams", ".", "-o", "out/"])
    #expect(outcome.code == 0)
    #expect(FileManager.default.fileExists(atPath: folder.file("out/song.mid")))
  }

  @Test func whatCannotBeReadHoldsNothingElseUp() throws {
    try save()
    let whole = try bytes("song.npz")
    try whole.prefix(whole.count / 2).write(to: URL(filePath: folder.file("cut.npz")))
    var damaged = whole
    damaged[whole.count / 2] ^= 1
    try damaged.write(to: URL(filePath: folder.file("flipped.npz")))
    let outcome = try transcribe(
      ["--from-posteriorgrams", "cut.npz", "flipped.npz", "song.npz", "none.npz"])
    #expect(outcome.code == 6)
    let lines = outcome.errors.split(separator: "\n")
    #expect(
      lines.dropLast() == [
        "basicpitch: cannot read 'cut.npz': it is damaged: its end is missing",
        "basicpitch: cannot read 'flipped.npz': it is damaged: 'contour.npy' is not what was saved",
        "basicpitch: cannot open 'none.npz': no such file or directory",
      ])
    #expect(try folder.names() == ["cut.npz", "flipped.npz", "song.mid", "song.npz"])
    let alone = try transcribe(["--from-posteriorgrams", "cut.npz"])
    #expect(alone.code == 3)
  }

  @Test func anArchiveAmongRecordingsIsTold() throws {
    try save()
    let outcome = try transcribe(["song.npz"])
    #expect(outcome.code == 3)
    #expect(
      outcome.errors
        == "basicpitch: cannot read 'song.npz' as audio: it is an archive; --from-posteriorgrams reads"
        + " what was saved\n")
    let onto = try transcribe(["--from-posteriorgrams", "song.npz", "-o", "song.npz", "--force"])
    #expect(onto.code == 4 && onto.errors.contains("it is the input"))
  }
}
