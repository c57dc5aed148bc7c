import Arithmetic
import AudioIO
import CNNInference
import NoteCreation
import TestSupport
import Testing
import Transcription
import TranscriptionTypes

@Suite struct TranscriberTests {
  private static func transcribe(
    _ recording: String, _ change: (inout Transcriber.Settings) -> Void = { _ in }
  ) throws -> Transcription {
    var settings = Transcriber.Settings()
    settings.notes.quirks = .all
    change(&settings)
    return try Transcriber(
      model: ModelWeights(path: Fixture.model), settings: settings, arithmetic: Arithmetic()
    )
    .transcribe(Fixture.path("Recordings/\(recording)"))
  }

  @Test(arguments: [
    "voice.flac", "band.wav", "epiano.mp3", "clarinet.wav", "../../../Examples/guitar.flac",
  ])
  func recordingsGiveTheReferencesNotes(recording: String) throws {
    let stem = recording.split(separator: "/").last!.split(separator: ".")[0]
    let expected = try ReferenceNotes(recording: String(stem))
    var notes = try Self.transcribe(recording).notes
    #expect(notes.map(\.velocity) == expected.velocities)
    for i in notes.indices { notes[i].confidence = 0 }
    // Times, pitches, bends and order, without a tolerance: they are sums of whole frames.
    #expect(notes == expected.notes)
  }

  @Test func voiceGivesTheReferencesPosteriorgrams() throws {
    let result = try Self.transcribe("voice.flac").posteriorgrams
    let parts = [("note", result.note), ("onset", result.onset), ("contour", result.contour)]
    for (name, posteriorgram) in parts {
      let expected = try NumPyArray(fixture: "Recordings/voice.\(name).npy")
      #expect([posteriorgram.frameCount, posteriorgram.binCount] == expected.shape)
      // Sums of some hundred terms of size 1, added in another order.
      #expect(largestDifference(posteriorgram.values, expected.values) < 3e-6)
    }
  }

  @Test(arguments: [(1, 65_536), (2, 65_536), (5, 65_536), (1, 1), (2, 999), (3, 10_000_000)])
  func threadsAndBlocksDoNotMatter(threadCount: Int, blockLength: Int) throws {
    let expected = try Self.transcribe("voice.flac")
    let result = try Self.transcribe("voice.flac") {
      $0.threadCount = threadCount
      $0.blockLength = blockLength
    }
    #expect(result.posteriorgrams == expected.posteriorgrams)
    #expect(result.notes == expected.notes)
    #expect(result.midi == expected.midi)
  }

  @Test func anInterpretationPutsTheMusicIntoBars() throws {
    let plain = try Self.transcribe("../../../Examples/guitar.flac") { $0.notes.quirks = .standard }
    let music = try Self.transcribe("../../../Examples/guitar.flac") {
      $0.notes.quirks = .standard
      $0.interpretation = Interpreter.Settings()
    }
    #expect(plain.interpretation == nil && plain.midi.timeSignatures.isEmpty)
    let interpretation = try #require(music.interpretation)
    #expect(interpretation.pulse != nil && interpretation.notes == music.notes)
    #expect(music.notes.count == plain.notes.count)
    #expect(!music.midi.timeSignatures.isEmpty && music.midi.keySignatures.count == 1)
    #expect(music.midiBytes != plain.midiBytes)
  }

  @Test(arguments: [1, 3])
  func passagesTogetherAreTheTranscription(threadCount: Int) throws {
    let path = Fixture.path("Recordings/voice.flac")
    var settings = Transcriber.Settings()
    settings.threadCount = threadCount
    let transcriber = try Transcriber(
      model: ModelWeights(path: Fixture.model), settings: settings, arithmetic: Arithmetic())
    var passages: [Passage] = []
    let times = try transcriber.transcribe(path) { passages.append($0) }
    let whole = try transcriber.transcribe(path)
    var frames = Posteriorgrams()
    for passage in passages { frames.append(passage.posteriorgrams) }
    #expect(passages.count > 2)
    #expect(frames == whole.posteriorgrams)
    #expect(passages.flatMap(\.frameTimes) == whole.frameTimes)
    #expect(passages.flatMap(\.notes) == whole.notes)
    #expect(passages.last?.horizon == .infinity)
    // Nobody asked who plays.
    #expect(StageTimes.Stage.allCases.allSatisfy { (times[$0] > 0) == ($0 != .instruments) })
  }

  @Test(arguments: ["voice.flac", "epiano.mp3", "one-sample.wav"])
  func passagesHaveAllThatIsHeard(recording: String) throws {
    let path = Fixture.path("Recordings/\(recording)")
    let transcriber = try Transcriber(
      model: ModelWeights(path: Fixture.model), arithmetic: Arithmetic())
    var samples: [Float] = []
    try transcriber.transcribe(path) { samples += $0.samples }
    #expect(try samples == AudioBuffer(contentsOf: path, sampleRate: 22_050).samples)
  }

  @Test func passagesDependOnNeitherThreadsNorBlocks() throws {
    var generator = SplitMix64(seed: 11)
    let model = try ModelWeights(path: Fixture.model)
    func passages(threadCount: Int, blockLength: Int) throws -> [Passage] {
      var settings = Transcriber.Settings()
      settings.threadCount = threadCount
      settings.blockLength = blockLength
      var passages: [Passage] = []
      try Transcriber(model: model, settings: settings, arithmetic: Arithmetic())
        .transcribe(Fixture.path("Recordings/band.wav")) { passages.append($0) }
      return passages
    }
    let expected = try passages(threadCount: 1, blockLength: 65_536)
    for _ in 0..<8 {
      let threadCount = Int.random(in: 1...6, using: &generator)
      let blockLength = Int.random(in: 1...100_000, using: &generator)
      let result = try passages(threadCount: threadCount, blockLength: blockLength)
      #expect(result == expected, "\(threadCount) threads, blocks of \(blockLength)")
    }
  }

  private struct Full: Error {}

  @Test(arguments: [1, 2, 5])
  func aReceiverThatGivesUpEndsEverything(threadCount: Int) throws {
    var settings = Transcriber.Settings()
    settings.threadCount = threadCount
    let transcriber = try Transcriber(
      model: ModelWeights(path: Fixture.model), settings: settings, arithmetic: Arithmetic())
    for most in 0..<3 {
      var count = 0
      let error = #expect(throws: TranscriptionError<Full>.self) {
        try transcriber.transcribe(Fixture.path("Recordings/voice.flac")) { _ throws(Full) in
          if count == most { throw Full() }
          count += 1
        }
      }
      if case .output = error {} else { Issue.record("\(String(describing: error))") }
      #expect(count == most)
    }
  }

  @Test(arguments: ["empty.wav", "one-sample.wav"])
  func recordingsWithoutAFrameHaveNoNotes(recording: String) throws {
    let result = try Self.transcribe(recording)
    #expect(result.notes.isEmpty && result.midi.tracks.isEmpty)
    #expect(result.posteriorgrams.frameCount == 0 && result.frameTimes.isEmpty)
  }

  @Test func releaseKeepsFewerFrames() throws {
    // 5 s: int(110250 / 36164 * 142) frames, or 86 a second.
    #expect(try Self.transcribe("voice.flac").posteriorgrams.frameCount == 432)
    let release = try Self.transcribe("voice.flac") { $0.trimming = .release040 }
    #expect(release.posteriorgrams.frameCount == 430)
  }

  @Test func aFaultInTheMiddleIsThrown() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("broken.wav")
    var writer = try AudioWriter(path: path, sampleRate: 22_050, channelCount: 1, format: .float32)
    var samples = [Float](repeating: 0.1, count: 200_000)
    samples[150_000] = .nan
    try writer.write(samples)
    try writer.close()
    let model = try ModelWeights(path: Fixture.model)
    for threadCount in [1, 2] {
      var settings = Transcriber.Settings()
      settings.threadCount = threadCount
      #expect(
        throws: AudioIOError.notFinite(
          path: path, isNaN: true, frame: 150_000, seconds: 150_000 / 22_050, channel: 1)
      ) {
        try Transcriber(model: model, settings: settings, arithmetic: Arithmetic()).transcribe(path)
      }
    }
  }
}
