import Exports
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@testable import Archives

@Suite struct PosteriorgramReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// All frames of an archive, and how many portions they came in.
  private func read(_ path: String) throws -> (frames: Posteriorgrams, portionCount: Int) {
    var reader = try PosteriorgramReader(path: path)
    var (frames, portionCount) = (Posteriorgrams(), 0)
    while let portion = try reader.next() {
      frames.append(portion)
      portionCount += 1
    }
    #expect(frames.frameCount == reader.frameCount)
    return (frames, portionCount)
  }

  private func fixture(_ name: String) -> String { Fixture.path("Archives/\(name).npz") }

  /// What an archive that cannot be read is told, without the path.
  private func complaint(_ path: String) -> String {
    do {
      return "none: \(try read(path).frames.frameCount) frames"
    } catch {
      return "\(error)".replacing(path, with: "PATH")
    }
  }

  /// As in the script that made the fixtures.
  private func numbers(_ columnCount: Int) -> Posteriorgram {
    let values = (0..<3 * columnCount).map { Float(Double($0 % 97) / 97) }
    return Posteriorgram(values: values, binCount: columnCount)
  }

  @Test(arguments: ["plain", "compressed", "double"])
  func whatNumPySavesIsRead(name: String) throws {
    let frames = try read(fixture(name)).frames
    #expect(frames.note == numbers(88) && frames.onset == numbers(88))
    #expect(frames.contour == numbers(264))
    #expect(frames.level == (name == "double" ? nil : numbers(88)))
  }

  @Test func noFramesAreRead() throws {
    let (frames, portionCount) = try read(fixture("empty"))
    #expect(frames == Posteriorgrams() && portionCount == 0)
  }

  @Test(arguments: [
    ("no-contour", "cannot read 'PATH': it has no array 'contour'"),
    (
      "half",
      "cannot read 'PATH': its array 'note' has numbers of type '<f2'; float32 or float64 are wanted"
    ),
    (
      "columns",
      "cannot read 'PATH': its array 'note' lies column by column; numpy.ascontiguousarray turns it"
    ),
    (
      "turned",
      "cannot read 'PATH': its array 'note' has the shape (88, 3); (frames, 88) is wanted"
    ),
    ("uneven", "cannot read 'PATH': its array 'contour' has 2 frames, and 'note' has 3"),
    ("nan", "cannot read 'PATH': its array 'onset' has a number that is not in 0.0…1.0"),
    (
      "pickled",
      "cannot read 'PATH': it holds a Python object, as the original saves it; in Python,"
        + " numpy.savez('plain.npz', **numpy.load('PATH', allow_pickle=True)"
        + "['basic_pitch_model_output'].item()) saves its arrays"
    ),
  ])
  func othersAreToldWhatIsWrong(name: String, expected: String) {
    #expect(complaint(fixture(name)) == expected)
  }

  @Test func otherFilesAreToldApart() throws {
    let path = folder.file("x.npz")
    #expect(complaint(path) == "cannot open 'PATH': no such file or directory")
    try Data().write(to: URL(filePath: path))
    #expect(complaint(path) == "cannot read 'PATH' as posteriorgrams: it is no .npz archive")
    #expect(
      complaint(Fixture.path("Recordings/voice.flac")).hasSuffix("it is no .npz archive"))
    #expect(
      complaint("/dev/null")
        == "cannot open 'PATH': it is no file, and an archive is read from its end")
  }

  /// Longer than a portion and than a piece, and not a whole number of them.
  @Test func whatIsWrittenIsReadBack() throws {
    var generator = SplitMix64(seed: 2)
    func random(_ binCount: Int) -> Posteriorgram {
      let values = (0..<1000 * binCount).map { _ in Float.random(in: 0...1, using: &generator) }
      return Posteriorgram(values: values, binCount: binCount)
    }
    let frames = Posteriorgrams(
      note: random(88), onset: random(88), contour: random(264), level: random(88))
    let path = folder.file("x.npz")
    var archive = try PosteriorgramArchive(to: OutputFile(path: path, overwriting: false))
    try archive.append(frames, times: (0..<1000).map { Double($0) / 86 })
    try archive.complete()
    try archive.commit()
    let (read, portionCount) = try read(path)
    #expect(read == frames && portionCount == 8)
  }

  @Test func whatEndsEarlyIsRefused() throws {
    let whole = try Fixture.data("Archives/compressed.npz")
    let path = folder.file("x.npz")
    for count in stride(from: 4, to: whole.count, by: 37) {
      try whole.prefix(count).write(to: URL(filePath: path))
      #expect(complaint(path) == "cannot read 'PATH': it is damaged: its end is missing")
    }
  }

  /// Every byte that the posteriorgrams depend on is under a checksum or contradicts another one; the
  /// others are dates, versions and names of what is not looked at.
  @Test(arguments: ["plain", "compressed"])
  func noDamageChangesNumbersUnnoticed(name: String) throws {
    let whole = try Fixture.data("Archives/\(name).npz")
    let expected = try read(fixture(name)).frames
    let path = folder.file("x.npz")
    var generator = SplitMix64(seed: 3)
    var refused = 0
    for _ in 0..<1500 {
      var bytes = whole
      let offset = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[offset] ^= UInt8.random(in: 1...255, using: &generator)
      try bytes.write(to: URL(filePath: path))
      do {
        let frames = try read(path).frames
        // What was measured of the level may be called by another name, and is then not there.
        #expect(frames.note == expected.note && frames.contour == expected.contour)
        #expect(frames.onset == expected.onset)
        #expect(frames.level == expected.level || frames.level == nil)
      } catch is ArchiveError {
        refused += 1
      }
    }
    #expect(refused > 1000)
  }

  /// An array that claims 10¹³ frames in its header, or 4 GB in the directory.
  @Test func lengthsThatAreNotTrueTakeNoMemory() throws {
    let path = folder.file("x.npz")
    let whole = try Fixture.data("Archives/plain.npz")
    let shape = Data("(3, 88), }             ".utf8)
    let claim = Data("(9999999999999, 88), } ".utf8)
    var bytes = whole
    bytes.replaceSubrange(try #require(whole.firstRange(of: shape)), with: claim)
    try bytes.write(to: URL(filePath: path))
    #expect(complaint(path).contains("'note.npy' is shorter or longer than its shape"))
    bytes = whole
    let directory = try #require(bytes.firstRange(of: Data([0x50, 0x4B, 1, 2]))).lowerBound
    for offset in 20..<28 { bytes[directory + offset] = 0xFE }
    try bytes.write(to: URL(filePath: path))
    #expect(complaint(path).contains("'note.npy' is shorter or longer than its shape"))
  }
}
