import Foundation
import TestSupport
import Testing

/// The real program, saving features.
@Suite struct FeaturesExecutableTests {
  private let folder: TemporaryFolder
  private let guitar = Fixture.guitar

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Executable.Outcome {
    try Executable.run(["features"] + arguments, in: folder.path)
  }

  /// Three seconds of A4 at full scale, 32-bit float without a header.
  private func writeTone() throws {
    let samples = (0..<3 * 22_050).map { Float(sin(2 * Double.pi * 440 * Double($0) / 22_050)) }
    try samples.withUnsafeBytes { Data($0) }.write(to: URL(filePath: folder.file("a.raw")))
  }

  /// The loudest bin in the middle: its frequency and its level.
  private func loudest(in archive: String) throws -> (frequency: Float, level: Float) {
    let path = folder.file(archive)
    let level = try NumPyArray(named: "level", ofArchive: path)
    let frequencies = try NumPyArray(named: "frequencies", ofArchive: path)
    #expect(level.shape[1] == frequencies.shape[0])
    #expect(try NumPyArray(named: "times", ofArchive: path).shape == [level.shape[0]])
    let middle = level.shape[0] / 2 * level.shape[1]
    let frame = level.values[middle..<middle + level.shape[1]]
    let loudest = try #require(frame.indices.max { frame[$0] < frame[$1] })
    return (frequencies.values[loudest - middle], frame[loudest])
  }

  /// A4 lies in the middle of a bin of the transform, up to 5.4 Hz beside one of the STFT, where the window
  /// has 1.42 dB less at worst, and up to half a band beside the centre of one of the ear's.
  @Test(arguments: [("cqt", 0.1, 0.2), ("stft", 5.4, 1.5), ("mel", 18.0, 6.0)])
  func aToneIsWhereItSoundsAndAsLoud(kind: String, hertz: Float, decibels: Float) throws {
    try writeTone()
    let outcome = try run(
      "a.raw", "--raw-rate", "22050", "--raw-format", "f32", "--kind", kind, "-o", "a.npz")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let found = try loudest(in: "a.npz")
    #expect(abs(found.frequency - 440) <= hertz)
    #expect(abs(found.level) <= decibels)
  }

  @Test func framesAreThoseOfThePosteriorgrams() throws {
    #expect(try run(guitar, "-o", "a.npz").code == 0)
    let saved = try Executable.run(
      ["transcribe", guitar, "-o", "b.npz", "--format", "npz"], in: folder.path)
    #expect(saved.code == 0)
    let times = try ["a.npz", "b.npz"].map {
      try NumPyArray(named: "times", ofArchive: folder.file($0)).values
    }
    #expect(!times[0].isEmpty && times[0] == times[1])
  }

  @Test func archivesAreCalledByTheirKind() throws {
    let recording = "one.flac"
    try FileManager.default.copyItem(
      atPath: Fixture.path("Recordings/voice.flac"), toPath: folder.file(recording))
    for kind in ["cqt", "stft", "mel"] { #expect(try run(recording, "--kind", kind).code == 0) }
    #expect(
      try folder.names() == ["one.cqt.npz", "one.flac", "one.mel.npz", "one.stft.npz"])
    let again = try run(recording)
    #expect(again.code == 4 && again.errors.contains("--force"))
    #expect(try run(recording, "--force").code == 0)
  }

  @Test func whatCannotBeDoneIsRefused() throws {
    #expect(try run("-").errors.contains("say -o FILE"))
    #expect(try run("a.wav", "-o", "a.csv").code == 2)
    #expect(try run("missing.wav").code == 3)
    #expect(try run(Fixture.path("Recordings/band.csv"), "-o", "a.npz").code == 3)
    #expect(try folder.names().isEmpty)
  }
}
