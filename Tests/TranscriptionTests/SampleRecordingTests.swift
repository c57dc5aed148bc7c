import AudioIO
import CNNInference
import Foundation
import TestSupport
import Testing
import Transcription

@Suite struct SampleRecordingTests {
  private let folder: TemporaryFolder
  private let transcriber: Transcriber

  init() throws {
    folder = try TemporaryFolder()
    transcriber = try Transcriber(model: ModelWeights(path: Fixture.model))
  }

  /// Tones that begin one after the other, a little noise, and each channel as loud as it happens.
  private func music(
    _ frameCount: Int, sampleRate: Int, channelCount: Int, using generator: inout SplitMix64
  ) -> [Float] {
    let pitches = (0..<8).map { _ in Float.random(in: 40...90, using: &generator) }
    let gains = (0..<channelCount).map { _ in Float.random(in: 0.1...1, using: &generator) }
    return (0..<frameCount).flatMap { frame in
      let time = Float(frame) / Float(sampleRate)
      let pitch = pitches[Int(time * 2) % pitches.count]
      let phase = 2 * Float.pi * 440 * exp2((pitch - 69) / 12) * time
      let sound = 0.4 * sin(phase) + 0.2 * sin(2 * phase)
      let noise = Float.random(in: -0.01...0.01, using: &generator)
      return gains.map { $0 * (sound + noise) }
    }
  }

  /// The same recording in memory and as a WAV file in single precision.
  private func pair(
    _ samples: [Float], sampleRate: Int, channelCount: Int
  ) throws -> (memory: Recording, file: Recording) {
    let path = folder.file("a.wav")
    var writer = try AudioWriter(
      path: path, sampleRate: Double(sampleRate), channelCount: channelCount, format: .float32)
    try writer.write(samples)
    try writer.close()
    let memory = Recording(samples: samples, sampleRate: sampleRate, channelCount: channelCount)
    return (memory, Recording(path: path))
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func samplesGiveTheNotesOfAFileThatHasThem(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let sampleRate = [8000, 11_025, 22_050, 44_100, 48_000, 96_000].randomElement(
      using: &generator)!
    let channelCount = Int.random(in: 1...3, using: &generator)
    let seconds = Double.random(in: 0.5...5, using: &generator)
    let samples = music(
      Int(seconds * Double(sampleRate)), sampleRate: sampleRate, channelCount: channelCount,
      using: &generator)
    var (memory, file) = try pair(samples, sampleRate: sampleRate, channelCount: channelCount)
    if Bool.random(using: &generator) {
      memory.start = seconds / 4
      memory.duration = seconds / 3
      memory.channel = .only(channelCount)
      (file.start, file.duration, file.channel) = (memory.start, memory.duration, memory.channel)
    }
    let (result, expected) = try (transcriber.transcribe(memory), transcriber.transcribe(file))
    #expect(result.notes == expected.notes && !expected.notes.isEmpty)
    #expect(result.posteriorgrams == expected.posteriorgrams)
    #expect(result.midiBytes == expected.midiBytes && result.shortfall == nil)
  }

  @Test(arguments: [0, 1])
  func fewSamplesHaveNoNotes(count: Int) throws {
    let samples = [Float](repeating: 0.5, count: count)
    let result = try transcriber.transcribe(Recording(samples: samples, sampleRate: 44_100))
    #expect(result.notes.isEmpty && result.posteriorgrams.frameCount == 0)
  }

  @Test func whatIsNoNumberIsTold() throws {
    let recording = Recording(
      samples: [0, 0, 0, .nan], sampleRate: 44_100, channelCount: 2)
    let error = #expect(throws: AudioIOError.self) { try transcriber.transcribe(recording) }
    #expect(
      error?.description
        == "'samples in memory' has a sample that is not a number at frame 1 (0.000 s), channel 2")
  }

  @Test func partsBehindTheEndAreTold() throws {
    var recording = Recording(samples: [0, 0], sampleRate: 2)
    recording.start = 5
    #expect(
      throws: AudioIOError.startsBehindTheEnd(path: "samples in memory", start: 5, duration: 1)
    ) { try transcriber.transcribe(recording) }
  }

  /// The program gives the track the name of the recording.
  @Test func theProgramWritesTheSameMIDIFile() throws {
    var generator = SplitMix64(seed: 99)
    let samples = music(4 * 44_100, sampleRate: 44_100, channelCount: 2, using: &generator)
    let (memory, _) = try pair(samples, sampleRate: 44_100, channelCount: 2)
    var settings = Transcriber.Settings()
    settings.arrangement.trackName = "a"
    let named = try Transcriber(model: ModelWeights(path: Fixture.model), settings: settings)
    let outcome = try Executable.run(["transcribe", folder.file("a.wav")])
    #expect(outcome.code == 0)
    let bytes = try Data(contentsOf: URL(filePath: folder.file("a.mid")))
    #expect(try Data(named.transcribe(memory).midiBytes) == bytes && bytes.count > 100)
  }
}
