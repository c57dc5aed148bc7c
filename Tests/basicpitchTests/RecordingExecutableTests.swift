import AudioIO
import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

/// Whether the tests have ffmpeg; the program can do without.
private let ffmpegIsInstalled = Executable.installed("ffmpeg") != nil

/// The real program on recordings that are no plain files.
@Suite struct RecordingExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func transcribe(
    _ recording: String, _ options: String..., input: FileHandle = .nullDevice,
    environment: [String: String] = [:]
  ) throws -> Executable.Outcome {
    try Executable.run(
      ["transcribe", recording, "--save-note-events", "-o", folder.file("a.mid"), "--force"]
        + options, environment: environment, input: input)
  }

  /// The notes of the last run.
  private func notes() throws -> String {
    try String(contentsOfFile: folder.file("a.csv"), encoding: .utf8)
  }

  private func handle(_ path: String) throws -> FileHandle {
    try FileHandle(forReadingFrom: URL(filePath: path))
  }

  /// Onset and pitch of each note.
  private func onsets(_ table: String) -> [(time: Double, pitch: Int)] {
    table.split(separator: "\n").dropFirst().compactMap { row in
      let fields = row.split(separator: ",")
      guard let time = Double(fields[0]), let pitch = Int(fields[2]) else { return nil }
      return (time, pitch)
    }
  }

  @Test(arguments: ["voice.flac", "epiano.mp3", "band.wav"])
  func standardInputGivesTheNotesOfTheFile(recording: String) throws {
    let path = Fixture.path("Recordings/\(recording)")
    #expect(try transcribe(path).code == 0)
    let expected = try notes()
    let feed = try Feed(Data(contentsOf: URL(filePath: path)))
    for input in [try handle(path), try handle(feed.path)] {
      let outcome = try transcribe("-", input: input)
      #expect(outcome.code == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
      #expect(try notes() == expected)
    }
    let midi = try Data(contentsOf: URL(filePath: folder.file("a.mid")))
    #expect(try MIDIFileDecoder().decode([UInt8](midi)).tracks.map(\.name) == [""])
    #expect(try folder.names() == ["a.csv", "a.mid"])
  }

  @Test func rawSamplesGiveTheNotesOfTheFile() throws {
    let path = Fixture.path("Recordings/band.wav")
    #expect(try transcribe(path).code == 0)
    let expected = try notes()
    let samples = try Fixture.data("Recordings/band.wav").dropFirst(44)
    let raw = ["--raw-rate", "16000", "--raw-format", "s16"]
    let feed = try Feed(Data(samples))
    let outcome = try transcribe("-", raw[0], raw[1], raw[2], raw[3], input: handle(feed.path))
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(try notes() == expected)
  }

  @Test func partsAreThoseOfTheCutFile() throws {
    let path = Fixture.path("Recordings/clarinet.wav")
    var part = Recording(path: path)
    part.start = 1.25
    part.duration = 4
    var reader = try AudioReader(part, sampleRate: 8000)
    var samples: [Float] = []
    while let block = try reader.next() { samples += block }
    var writer = try AudioWriter(
      path: folder.file("cut.wav"), sampleRate: 8000, channelCount: 1, format: .float32)
    try writer.write(samples)
    try writer.close()
    #expect(try transcribe(folder.file("cut.wav")).code == 0)
    let expected = try notes()
    #expect(onsets(expected).count > 2)
    #expect(try transcribe(path, "--start", "0:01.25", "--duration", "4").code == 0)
    #expect(try notes() == expected)
    let behind = try transcribe(path, "--start", "1:00:00")
    #expect(behind.code == 3)
    #expect(behind.errors.hasSuffix("s, nothing at 3600.000 s\n"))
  }

  @Test func channelsAreHeardAlone() throws {
    let outcome = try transcribe(Fixture.path("Recordings/band.wav"), "--channel", "right")
    #expect(outcome.code == 3)
    #expect(outcome.errors.hasSuffix("band.wav' has no channel 2, only 1\n"))
    #expect(try transcribe(Fixture.path("Recordings/band.wav"), "--channel", "left").code == 0)
  }

  @Test func cutRecordingsComeWithAWarning() throws {
    let path = folder.file("cut.wav")
    try Fixture.data("Recordings/band.wav").prefix(44 + 2 * 32_000)
      .write(to: URL(filePath: path))
    let outcome = try transcribe(path)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "basicpitch: '\(path)' ends early, after 2.000 of 5.000 s\n")
    #expect(try !onsets(notes()).isEmpty)
    #expect(try transcribe(path, "--quiet").errors.isEmpty)
    for name in ["a.mid", "a.csv"] { try FileManager.default.removeItem(atPath: folder.file(name)) }
    let strict = try transcribe(path, "--strict")
    #expect(strict.code == 3 && strict.errors == outcome.errors)
    #expect(try folder.names() == ["cut.wav"])
  }

  @Test func whatIsNoRecordingGetsOneLine() throws {
    let feed = try Feed(Data())
    let cases: [(String, FileHandle, String)] = [
      ("-", .nullDevice, "cannot open standard input: it is a device"),
      ("-", try handle(feed.path), "cannot open standard input: there is nothing in it"),
      ("/dev/null", .nullDevice, "cannot open '/dev/null': it is a device"),
      (
        folder.path, .nullDevice,
        "there is no recording in '\(folder.path)'; --recursive searches the folders in it too"
      ),
    ]
    for (recording, input, message) in cases {
      let outcome = try transcribe(recording, input: input)
      #expect(outcome.code == 3 && outcome.errors == "basicpitch: \(message)\n")
    }
    let nameless = try Executable.run(["transcribe", "-"])
    #expect(nameless.code == 2 && nameless.errors.contains("say -o FILE"))
    #expect(try folder.names().isEmpty)
  }
}

/// The real program on what only ffmpeg reads.
@Suite struct FFmpegExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func transcribe(
    _ recording: String, environment: [String: String] = [:], input: FileHandle = .nullDevice
  ) throws -> Executable.Outcome {
    try Executable.run(
      ["transcribe", recording, "-o", folder.file("a.mid"), "--force"], environment: environment,
      in: folder.path, input: input)
  }

  /// Strikes of keys, as time and pitch.
  private func strikes(_ data: Data) throws -> [(time: Double, pitch: Int)] {
    try MIDIFileDecoder().decode([UInt8](data)).tracks.flatMap(\.events).compactMap { event in
      if case .noteOn(let pitch, _) = event.message { (event.time, pitch) } else { nil }
    }
  }

  /// The names would be options, a shell's commands and a protocol to those who look at them.
  @Test(
    .enabled(if: ffmpegIsInstalled, "ffmpeg is not installed"),
    arguments: ["voice.m4a", "-i", "; touch x", "http:voice.m4a", "voice.wav", "-"])
  func advancedAudioHasTheNotesOfTheOriginal(name: String) throws {
    let sound = try Fixture.data("Recordings/voice.m4a")
    let feed = try Feed(sound)
    if name != "-" { try sound.write(to: URL(filePath: folder.file(name))) }
    let outcome = try transcribe(
      name == "-" ? "-" : "./" + name,
      input: name == "-" ? FileHandle(forReadingFrom: URL(filePath: feed.path)) : .nullDevice)
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(try folder.names() == (name == "-" ? ["a.mid"] : [name, "a.mid"].sorted()))
    let found = try strikes(Data(contentsOf: URL(filePath: folder.file("a.mid"))))
    #expect(try transcribe(Fixture.path("Recordings/voice.flac")).code == 0)
    let expected = try strikes(Data(contentsOf: URL(filePath: folder.file("a.mid"))))
    #expect(expected.count > 10)
    // 64 kbit/s of AAC move an onset by a frame or two, and lose or add a weak note.
    let kept = expected.filter { note in
      found.contains { $0.pitch == note.pitch && abs($0.time - note.time) < 0.03 }
    }
    #expect(kept.count >= expected.count - 3 && abs(found.count - expected.count) <= 3)
  }

  /// Not byte for byte, as velocities hang on the last bit of what this version of ffmpeg decodes.
  @Test(.enabled(if: ffmpegIsInstalled, "ffmpeg is not installed"))
  func compatibleModeGivesTheReferencesNotesOfAAC() throws {
    let outcome = try Executable.run([
      "transcribe", Fixture.path("Recordings/voice.m4a"), "-o", folder.file("a.mid"),
      "--compatible",
    ])
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let found = try strikes(Data(contentsOf: URL(filePath: folder.file("a.mid"))))
    let expected = try strikes(Fixture.data("Recordings/voice.m4a.mid"))
    #expect(found.map(\.pitch) == expected.map(\.pitch))
    #expect(found.map(\.time) == expected.map(\.time))
  }

  @Test(.enabled(if: ffmpegIsInstalled, "ffmpeg is not installed"))
  func cutAdvancedAudioIsNoRecordingOrComesWithAWarning() throws {
    let path = folder.file("cut.m4a")
    try Fixture.data("Recordings/voice.m4a").prefix(40_000).write(to: URL(filePath: path))
    let outcome = try transcribe(path)
    #expect(outcome.errors.hasPrefix("basicpitch: ") && outcome.errors.contains("ffmpeg: "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func withoutFFmpegTheErrorNamesThePackage() throws {
    let path = Fixture.path("Recordings/voice.m4a")
    let outcome = try transcribe(path, environment: ["PATH": folder.path])
    #expect(outcome.code == 3)
    #expect(
      outcome.errors == """
        basicpitch: cannot read '\(path)' as audio: libsndfile: format not recognised; with the \
        package 'ffmpeg' installed, many more formats are read

        """)
  }
}
