import AudioIO
import Foundation
import TestSupport
import Testing

/// `render --against`: a recording on the left, its transcription on the right.
@Suite struct ComparisonExecutableTests {
  private let folder: TemporaryFolder
  private let music = Fixture.path("Recordings/clarinet.mid")
  private let recording = Fixture.path("Recordings/clarinet.wav")

  init() throws { folder = try TemporaryFolder() }

  private func compare(_ options: String...) throws -> Executable.Outcome {
    try Executable.run(
      ["render", music, "--against", recording, "-o", folder.file("a.wav"), "--bits", "32f"]
        + options)
  }

  private func samples(_ path: String, channel: Recording.Channel) throws -> [Float] {
    var recording = Recording(path: path)
    recording.channel = channel
    var reader = try AudioReader(recording, sampleRate: 44_100)
    var samples: [Float] = []
    while let block = try reader.next() { samples += block }
    return samples
  }

  @Test func theRecordingIsOnTheLeftAndTheMusicOnTheRight() throws {
    #expect(try compare("--normalize", "none", "--dry").errors.isEmpty)
    let left = try samples(folder.file("a.wav"), channel: .only(1))
    let right = try samples(folder.file("a.wav"), channel: .only(2))
    let original = try samples(recording, channel: .mix)
    #expect(Array(left.prefix(original.count)) == original)
    #expect(left.dropFirst(original.count).allSatisfy { $0 == 0 })

    let alone = try Executable.run(
      [
        "render", music, "-o", folder.file("b.wav"), "--mono", "--bits", "32f", "--normalize",
        "none", "--dry",
      ])
    #expect(alone.code == 0)
    let played = try samples(folder.file("b.wav"), channel: .mix)
    let loudest = try #require(played.indices.max { abs(played[$0]) < abs(played[$1]) })
    let gain = right[loudest] / played[loudest]
    // A product in single precision, and the gain's own rounding.
    let largest = abs(right[loudest])
    #expect(zip(right, played).allSatisfy { abs($0 - gain * $1) <= 3e-7 * largest })
    #expect(right.dropFirst(played.count).allSatisfy { $0 == 0 })
  }

  @Test func bothAreEquallyLoud() throws {
    #expect(try compare().errors.isEmpty)
    let sides = try [1, 2].map { channel in
      var meter = LoudnessMeter(sampleRate: 44_100)
      let samples = try samples(folder.file("a.wav"), channel: .only(channel))
      meter.append(samples)
      return (loudness: try #require(meter.loudness), peak: samples.map(abs).max() ?? 0)
    }
    // Gains in single precision; the meter's sums are a hundred times finer.
    #expect(abs(sides[0].loudness - sides[1].loudness) < 1e-3)
    #expect(abs(max(sides[0].peak, sides[1].peak) - 0.891_251) < 1e-5)
  }

  @Test func bothEndWhereTheyAreTold() throws {
    #expect(try compare("--max-duration", "2").code == 0)
    for channel in 1...2 {
      let samples = try samples(folder.file("a.wav"), channel: .only(channel))
      #expect(samples.count == 88_200 && samples.contains { $0 != 0 })
    }
  }

  @Test func theRecordingStaysAsItIs() throws {
    let copy = folder.file("song.wav")
    try FileManager.default.copyItem(atPath: recording, toPath: copy)
    let before = try Data(contentsOf: URL(filePath: copy))
    let outcome = try Executable.run(["render", music, "--against", copy, "-o", copy, "--force"])
    #expect(outcome.code == 4 && outcome.errors.contains("song.wav"))
    #expect(try Data(contentsOf: URL(filePath: copy)) == before)
  }

  @Test func itIsCalledOtherwiseThanTheRecording() throws {
    try FileManager.default.copyItem(atPath: music, toPath: folder.file("song.mid"))
    let outcome = try Executable.run(
      ["render", "song.mid", "--against", recording, "--max-duration", "1"], in: folder.path)
    #expect(outcome.code == 0)
    #expect(try folder.names().sorted() == ["song.comparison.wav", "song.mid"])
  }

  @Test(arguments: [
    ("no-such.wav", 3, "no such file"), ("-", 2, "cannot be -"),
    (Fixture.path("Recordings/clarinet.mid"), 3, "clarinet.mid"),
  ])
  func whatIsNoRecordingIsSaid(original: String, code: Int32, words: String) throws {
    let outcome = try Executable.run(
      ["render", music, "--against", original, "-o", folder.file("a.wav")])
    #expect(outcome.code == code && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try folder.names().isEmpty)
  }

  @Test func aPipeIsRefusedSinceItIsReadTwice() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let outcome = try Executable.run(
      ["render", music, "--against", pipe, "-o", folder.file("a.wav")])
    #expect(outcome.code == 3 && outcome.errors.contains("reads its recording twice"))
  }
}
