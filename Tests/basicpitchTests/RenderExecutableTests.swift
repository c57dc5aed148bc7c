import AudioIO
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct RenderExecutableTests {
  private let folder: TemporaryFolder
  private let music = Fixture.path("Recordings/clarinet.mid")

  init() throws { folder = try TemporaryFolder() }

  private func render(_ options: String...) throws -> Executable.Outcome {
    try Executable.run(["render", music] + options)
  }

  /// Sampling rate, channels and bits, as the header of a WAV file has them.
  private func format(of name: String) throws -> [Int] {
    let header = [UInt8](try Data(contentsOf: URL(filePath: folder.file(name))).prefix(64))
    func number(_ offset: Int, _ size: Int) -> Int {
      header[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    return [number(24, 4), number(22, 2), number(34, 2)]
  }

  @Test func musicBecomesSound() throws {
    let outcome = try render("-o", folder.file("a.wav"))
    #expect(outcome.code == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
    #expect(try format(of: "a.wav") == [44_100, 2, 16])
    let sound = try AudioBuffer(contentsOf: folder.file("a.wav"), sampleRate: 44_100)
    #expect(sound.duration > 10)
    #expect(sound.samples.contains { abs($0) > 0.1 })
    #expect(try folder.names() == ["a.wav"])
  }

  @Test func optionsSetTheFormat() throws {
    _ = try render("-o", folder.file("a.wav"), "--rate", "22050", "--bits", "24", "--mono")
    #expect(try format(of: "a.wav") == [22_050, 1, 24])
    _ = try render("-o", folder.file("b.wav"), "--bits", "32f")
    #expect(try format(of: "b.wav")[2] == 32)
  }

  @Test func existingOutputIsRefused() throws {
    try Data("mine".utf8).write(to: URL(filePath: folder.file("a.wav")))
    let outcome = try render("-o", folder.file("a.wav"))
    #expect(outcome.code == 4 && outcome.errors.contains("--force"))
    #expect(try Data(contentsOf: URL(filePath: folder.file("a.wav"))) == Data("mine".utf8))
  }

  @Test func whatIsNoMIDIFileExitsWith3() throws {
    let path = Fixture.path("Recordings/voice.flac")
    let outcome = try Executable.run(["render", path, "-o", folder.file("a.wav")])
    #expect(outcome.code == 3)
    #expect(
      outcome.errors
        == "basicpitch: cannot read '\(path)': not a MIDI file: it does not begin with 'MThd'\n")
    let missing = try Executable.run(["render", "/nowhere.mid"])
    #expect(missing.code == 3)
    #expect(missing.errors == "basicpitch: cannot read '/nowhere.mid': no such file or directory\n")
    #expect(try folder.names().isEmpty)
  }

  @Test func musicOfYearsIsRefused() throws {
    // The longest pause there is, at the slowest tempo there is: 2²⁸ · 2²⁴ µs are 142 years.
    var bytes = Array("MThd".utf8) + [0, 0, 0, 6, 0, 0, 0, 1, 0, 1] + Array("MTrk".utf8)
    let pause: [UInt8] = [0xFF, 0xFF, 0xFF, 0x7F]
    let track: [UInt8] =
      [0, 0xFF, 0x51, 3, 0xFF, 0xFF, 0xFF] + [0, 0x90, 60, 90] + pause + [0x80, 60, 0]
      + [0, 0xFF, 0x2F, 0]
    bytes += [0, 0, 0, UInt8(track.count)] + track
    let path = folder.file("years.mid")
    try Data(bytes).write(to: URL(filePath: path))
    let outcome = try Executable.run(["render", path])
    #expect(outcome.code == 3 && outcome.errors.contains("hours, more than the 24"))
    #expect(try folder.names() == ["years.mid"])
    let cut = try Executable.run(["render", path, "--max-duration", "1.5"])
    #expect(cut.code == 0)
    #expect(cut.errors == "basicpitch: '\(path)' is longer than 1.5 s, and cut there\n")
    let sound = try AudioBuffer(contentsOf: folder.file("years.wav"), sampleRate: 44_100)
    #expect(sound.samples.count == 66_150)
  }
}
