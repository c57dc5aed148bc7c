import AudioIO
import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

/// The real program on real files.
@Suite struct TranscribeExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func transcribe(_ recording: String, _ options: String...) throws -> Executable.Outcome {
    try Executable.run(["transcribe", Fixture.path("Recordings/\(recording)")] + options)
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.file(name)))
  }

  @Test(arguments: ["voice.flac", "epiano.mp3", "clarinet.wav", "band.wav"])
  func compatibleModeWritesTheReferencesFile(recording: String) throws {
    let outcome = try transcribe(recording, "-o", folder.file("a.mid"), "--compatible")
    #expect(outcome.code == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
    let stem = recording.split(separator: ".")[0]
    #expect(try bytes("a.mid") == Fixture.data("Recordings/\(stem).mid"))
    #expect(try folder.names() == ["a.mid"])
  }

  /// The default decoder's definition, on the reference's own posteriorgrams. MIDI holds times to half
  /// a tick, 1.1 ms, so the table is compared.
  @Test(arguments: ["voice.flac", "epiano.mp3", "clarinet.wav", "band.wav"])
  func defaultModeGivesTheNotesOfItsDefinition(recording: String) throws {
    #expect(try transcribe(recording, "-o", folder.file("a.mid"), "--save-note-events").code == 0)
    let stem = String(recording.split(separator: ".")[0])
    let notes = try String(decoding: bytes("a.csv"), as: UTF8.self).split(separator: "\n")
      .dropFirst().map { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        return NoteEvent(
          onset: try #require(Double(fields[0])), offset: try #require(Double(fields[1])),
          pitch: try #require(Int(fields[2])), confidence: 0)
      }
    #expect(try DefaultNotes(fixture: "Recordings/\(stem)").differences(from: notes) == [])
    let midi = try MIDIFileDecoder().decode([UInt8](bytes("a.mid")))
    #expect(midi.tracks.map(\.name) == [stem])
  }

  /// The messages of a transcription of the voice, and the channels of its notes.
  private func messages(
    _ options: [String]
  ) throws -> (all: [MIDIMessage], channels: Set<Int>, trackCount: Int) {
    let recording = Fixture.path("Recordings/voice.flac")
    let outcome = try Executable.run(
      ["transcribe", recording, "--force", "-o", folder.file("a.mid")] + options)
    #expect(outcome.code == 0)
    let midi = try MIDIFileDecoder().decode([UInt8](bytes("a.mid")))
    let events = midi.tracks.flatMap(\.events)
    let notes = events.filter { if case .noteOn = $0.message { true } else { false } }
    return (events.map(\.message), Set(notes.map(\.channel)), midi.tracks.count)
  }

  @Test func pitchBendsGoWhereTheyAreAskedToGo() throws {
    func bends(_ all: [MIDIMessage]) -> [Double] {
      all.compactMap { if case .pitchBend(let semitones) = $0 { semitones } else { nil } }
    }
    let single = try messages([])
    #expect(single.channels == [0] && single.trackCount == 1)
    // The voice bends, but does not sound a third of a semitone sharp, and ends at rest.
    #expect(bends(single.all).count > 50 && bends(single.all).last == 0)
    let mean = bends(single.all).reduce(0, +) / Double(bends(single.all).count)
    #expect(abs(mean) < 0.15)
    let none = try messages(["--pitch-bends", "none"])
    #expect(none.channels == [0] && bends(none.all).isEmpty)
    let mpe = try messages(["--mpe"])
    #expect(mpe.channels.count > 5 && !mpe.channels.contains(0) && mpe.trackCount == 1)
    #expect(bends(mpe.all).count > 50)
    #expect(mpe.all.first == .controlChange(controller: 101, value: 0))
    let perPitch = try messages(["--pitch-bends=per-pitch"])
    #expect(perPitch.trackCount > 3 && perPitch.channels.count == perPitch.trackCount)
  }

  @Test func otherOutputsLieBesideTheMIDIFile() throws {
    let outcome = try transcribe(
      "voice.flac", "-o", folder.file("a.b.mid"), "--save-model-outputs", "--save-note-events",
      "--sonify-midi", "--threads", "1")
    #expect(outcome.code == 0)
    #expect(try folder.names() == ["a.b.csv", "a.b.mid", "a.b.npz", "a.b.sonified.wav"])
    let rows = try String(decoding: bytes("a.b.csv"), as: UTF8.self).split(separator: "\n")
    #expect(rows[0] == "start_time_s,end_time_s,pitch_midi,velocity,pitch_bend")
    #expect(rows.count == 1 + (try DefaultNotes(fixture: "Recordings/voice").count))
    #expect(try bytes("a.b.npz").starts(with: Array("PK".utf8)))
    let sound = try AudioBuffer(contentsOf: folder.file("a.b.sonified.wav"), sampleRate: 44_100)
    // The last note ends after 4.9 s, the electric piano 0.12 s later, and the room after 1.05 s more.
    #expect(sound.duration > 4 && sound.duration < 6.2)
  }

  @Test func timingsNameEveryStage() throws {
    let outcome = try transcribe("voice.flac", "-o", folder.file("a.mid"), "--timings", "--quiet")
    #expect(outcome.code == 0 && outcome.output.isEmpty)
    let lines = outcome.errors.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    #expect(
      lines == [
        "stage", "decode,", "constant-Q", "network", "join", "notes", "output", "all", "elapsed",
      ])
  }

  @Test func pipesGetTheSameBytes() throws {
    for options in [[], ["--mpe"], ["--multiple-pitch-bends"]] {
      let recording = Fixture.path("Recordings/voice.flac")
      func transcribe(to output: String) throws -> Executable.Outcome {
        try Executable.run(["transcribe", recording, "--force", "-o", output] + options)
      }
      #expect(try transcribe(to: folder.file("a.mid")).code == 0)
      let pipe = folder.file("pipe")
      #expect(mkfifo(pipe, 0o600) == 0)
      // Open at both ends, so that neither waits for the other; what is written fits into it.
      let descriptor = open(pipe, O_RDWR | O_NONBLOCK)
      defer { close(descriptor) }
      #expect(try transcribe(to: pipe).code == 0)
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(descriptor, &buffer, buffer.count)
      #expect(try count > 0 && Data(buffer.prefix(count)) == bytes("a.mid"))
      unlink(pipe)
    }
  }

  @Test func withoutOutputTheFileLiesBesideTheRecording() throws {
    let recording = folder.file("my song.flac")
    try Fixture.data("Recordings/voice.flac").write(to: URL(filePath: recording))
    #expect(try Executable.run(["transcribe", "my song.flac"], in: folder.path).code == 0)
    #expect(try folder.names() == ["my song.flac", "my song.mid"])
  }

  @Test func existingOutputIsRefusedBeforeAnyWork() throws {
    let existing = folder.file("a.csv")
    try Data("mine".utf8).write(to: URL(filePath: existing))
    // The recording does not exist, so any work would have failed otherwise.
    let outcome = try Executable.run(
      ["transcribe", "/nowhere.wav", "-o", folder.file("a.mid"), "--save-note-events"])
    #expect(outcome.code == 4)
    #expect(outcome.errors == "basicpitch: '\(existing)' exists already; --force replaces it\n")
    #expect(try folder.names() == ["a.csv"])
    #expect(try bytes("a.csv") == Data("mine".utf8))
  }

  @Test func forceReplacesButNeverTheInput() throws {
    try Data("old".utf8).write(to: URL(filePath: folder.file("a.mid")))
    #expect(try transcribe("voice.flac", "-o", folder.file("a.mid"), "--force").code == 0)
    #expect(try bytes("a.mid").starts(with: Array("MThd".utf8)))

    let recording = folder.file("song.mid")  // whatever its name, it is the recording
    try Fixture.data("Recordings/voice.flac").write(to: URL(filePath: recording))
    let outcome = try Executable.run(["transcribe", recording, "--force"])
    #expect(outcome.code == 4)
    #expect(outcome.errors == "basicpitch: cannot write '\(recording)': it is the input\n")
    #expect(try bytes("song.mid") == Fixture.data("Recordings/voice.flac"))
  }

  @Test(arguments: ["empty.wav", "one-sample.wav"])
  func recordingsWithoutAFrameGiveAValidEmptyFile(recording: String) throws {
    for mode in [["--compatible"], []] {
      let outcome = try Executable.run(
        [
          "transcribe", Fixture.path("Recordings/\(recording)"), "-o", folder.file("a.mid"),
          "--force",
        ]
          + mode)
      #expect(outcome.code == 0)
      #expect(outcome.errors.contains("empty or too short for a note: no notes\n"))
      #expect(try MIDIFileDecoder().decode([UInt8](bytes("a.mid"))).tracks.isEmpty)
    }
  }

  @Test func silenceGivesAValidEmptyFile() throws {
    let path = folder.file("silence.wav")
    var writer = try AudioWriter(path: path, sampleRate: 22_050, channelCount: 1, format: .pcm16)
    try writer.write([Float](repeating: 0, count: 66_150))
    try writer.close()
    let outcome = try Executable.run(["transcribe", path, "-o", folder.file("a.mid")])
    #expect(outcome.code == 0)
    #expect(outcome.errors == "basicpitch: no notes found in '\(path)'\n")
    #expect(try MIDIFileDecoder().decode([UInt8](bytes("a.mid"))).tracks.isEmpty)
    let quiet = try Executable.run(["transcribe", path, "-o", folder.file("b.mid"), "--quiet"])
    #expect(quiet.code == 0 && quiet.errors.isEmpty)
  }

  @Test func polyphonyLimitHolds() throws {
    _ = try transcribe("band.wav", "-o", folder.file("a.mid"), "--max-polyphony", "2")
    #expect(try mostSounding() == 2)
  }

  @Test(arguments: ["voice.flac", "band.wav"])
  func aSingleLineNeverSoundsTwice(recording: String) throws {
    let outcome = try transcribe(recording, "-o", folder.file("a.mid"), "--preset", "mono")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(try mostSounding() == 1)
  }

  /// The most notes that sound at once in the file, in its own ticks.
  private func mostSounding() throws -> Int? {
    let midi = try MIDIFileDecoder().decode([UInt8](bytes("a.mid")))
    // A note that ends where another begins does not sound with it, whichever the file has first.
    let steps = midi.tracks[0].events.compactMap { event -> (time: Double, change: Int)? in
      switch event.message {
      case .noteOn: (event.time, 1)
      case .noteOff: (event.time, -1)
      default: nil
      }
    }.sorted { ($0.time, $0.change) < ($1.time, $1.change) }
    var sounding = 0
    return steps.map { step in
      sounding += step.change
      return sounding
    }.max()
  }

  @Test func lowestFrequencyBelowTheKeyboardExcludesNothing() throws {
    _ = try transcribe("voice.flac", "-o", folder.file("a.mid"))
    let outcome = try transcribe(
      "voice.flac", "-o", folder.file("b.mid"), "--minimum-frequency", "20")
    #expect(outcome.code == 0 && outcome.errors.contains("excludes nothing"))
    #expect(try bytes("a.mid") == bytes("b.mid"))
    _ = try transcribe("voice.flac", "-o", folder.file("c.mid"), "--minimum-frequency", "300")
    #expect(try bytes("a.mid") != bytes("c.mid"))
  }

  @Test(arguments: [
    ("missing.wav", "no such file or directory"), ("make_model_fixtures.py", "as audio"),
  ])
  func unreadableRecordingsExitWith3(recording: String, reason: String) throws {
    let outcome = try Executable.run(
      ["transcribe", Fixture.path(recording), "-o", folder.file("a.mid")])
    #expect(outcome.code == 3)
    #expect(outcome.errors.hasPrefix("basicpitch: cannot ") && outcome.errors.contains(reason))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(try folder.names().isEmpty)
  }

  @Test func samplesThatAreNoNumbersAreNamed() throws {
    let path = folder.file("nan.wav")
    var writer = try AudioWriter(path: path, sampleRate: 1000, channelCount: 2, format: .float32)
    var samples = [Float](repeating: 0, count: 4000)
    samples[2 * 1234 + 1] = .nan
    try writer.write(samples)
    try writer.close()
    let outcome = try Executable.run(["transcribe", path])
    #expect(outcome.code == 3)
    #expect(
      outcome.errors
        == "basicpitch: '\(path)' has a sample that is not a number at frame 1234 (1.234 s), channel 2\n"
    )
    #expect(try folder.names() == ["nan.wav"])
  }

  @Test func unwritableOutputsExitWith4() throws {
    let outcome = try transcribe("voice.flac", "-o", folder.file("no/such/folder/a.mid"))
    #expect(outcome.code == 4 && outcome.errors.contains("no such file or directory"))
  }

  @Test func badModelsExitWith5() throws {
    let missing = try transcribe(
      "voice.flac", "-o", folder.file("a.mid"), "--model", "/nowhere.bpw")
    #expect(missing.code == 5)
    #expect(
      missing.errors
        == "basicpitch: cannot read the model '/nowhere.bpw': no such file or directory\n")
    let path = Fixture.path("Recordings/voice.flac")
    let wrong = try Executable.run(
      ["transcribe", path, "-o", folder.file("a.mid")], environment: ["BASICPITCH_MODEL": path])
    #expect(wrong.code == 5 && wrong.errors.contains("is not a model file"))
    #expect(try folder.names().isEmpty)
  }

  @Test func usageErrorsExitWith2() throws {
    let outcome = try transcribe("voice.flac", "--onset-treshold", "0.4")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("--onset-threshold"))
    #expect(try Executable.run([]).code == 2)
  }

  @Test func helpAndVersionGoToStandardOutput() throws {
    for words in [["--help"], ["transcribe", "-h"], ["render", "--help"]] {
      let outcome = try Executable.run(words)
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      #expect(
        outcome.output.contains("usage: basicpitch") || outcome.output.contains("Usage: basicpitch")
      )
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
    let version = try Executable.run(
      ["--version"], environment: ["BASICPITCH_MODEL": Fixture.model])
    #expect(version.code == 0)
    for part in ["basicpitch ", "c2ea98ee", "libsndfile", "soxr", "fftw"] {
      #expect(version.output.contains(part))
    }
  }
}
