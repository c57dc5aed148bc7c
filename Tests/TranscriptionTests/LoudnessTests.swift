import Arithmetic
import AudioIO
import CNNInference
import Foundation
import TestSupport
import Testing
import Transcription
import TranscriptionTypes

/// What becomes of loud and soft recordings by default, from sound to notes.
@Suite struct LoudnessTests {
  private static let sampleRate = 22_050.0
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func transcribe(_ samples: [Float]) throws -> [NoteEvent] {
    let path = folder.file("x.wav")
    var writer = try AudioWriter(
      path: path, sampleRate: Self.sampleRate, channelCount: 1, format: .float32)
    try writer.write(samples)
    try writer.close()
    let transcriber = try Transcriber(
      model: ModelWeights(path: Fixture.model), arithmetic: Arithmetic())
    return try transcriber.transcribe(path).notes.sorted { $0.onset < $1.onset }
  }

  /// A plucked A4 every 0.6 s, with harmonics that fall by 6 dB an octave.
  private func plucks(_ decibels: [Double]) -> [Float] {
    var samples = [Float](repeating: 0, count: Int(0.6 * Self.sampleRate) * decibels.count + 9000)
    for (index, level) in decibels.enumerated() {
      let start = Int((0.2 + 0.6 * Double(index)) * Self.sampleRate)
      for n in 0..<Int(0.55 * Self.sampleRate) {
        let time = Double(n) / Self.sampleRate
        let wave = (1...8).reduce(0) { $0 + sin(2 * .pi * 440 * Double($1) * time) / Double($1) }
        let fade = min(1, (0.55 - time) / 0.05)
        samples[start + n] += Float(pow(10, level / 20) * exp(-4 * time) * fade * wave)
      }
    }
    return samples
  }

  private let crescendo = stride(from: -40.0, through: -12, by: 4).map { $0 }

  @Test func aCrescendoRises() throws {
    let notes = try transcribe(plucks(crescendo)).filter { $0.pitch == 69 }
    let velocities = notes.map(\.velocity)
    #expect(velocities.count == crescendo.count)
    #expect(zip(velocities, velocities.dropFirst()).allSatisfy { $0 < $1 }, "\(velocities)")
  }

  @Test func aGainShiftsAllVelocities() throws {
    // Soft enough that none is louder than 127.
    let loud = try transcribe(plucks(crescendo.map { $0 - 10 }))
    let soft = try transcribe(plucks(crescendo.map { $0 - 30 }))
    #expect(!loud.isEmpty)
    #expect(loud.map(\.pitch) == soft.map(\.pitch))
    for (loud, soft) in zip(loud, soft) {
      let (loudLevel, softLevel) = (try #require(loud.level), try #require(soft.level))
      // The transform is linear.
      #expect(abs(loudLevel - softLevel - 20) < 0.2)
      // 20 dB are half of the 40 dB from 127 to 12.7; rounding moves each by half a step.
      #expect(abs(Double(soft.velocity) - Double(loud.velocity) * pow(10, -0.5)) < 1)
    }
  }

  /// White noise of a level, −80 dB with all frequencies together.
  @Test(arguments: [-80.0, -90])
  func faintNoiseHasNoNotes(decibels: Double) throws {
    var generator = SplitMix64(seed: 1)
    // Uniform noise of ±a has a power of a² / 3.
    let limit = Float(pow(10, decibels / 20) * 3.0.squareRoot())
    let noise = (0..<Int(10 * Self.sampleRate)).map { _ in
      Float.random(in: -limit...limit, using: &generator)
    }
    #expect(try transcribe(noise).isEmpty)
  }

  /// What triangular dither makes of silence in 16 bits: −1, 0 and 1.
  @Test func ditheredSilenceHasNoNotes() throws {
    var generator = SplitMix64(seed: 2)
    let dither = (0..<Int(10 * Self.sampleRate)).map { _ in
      let sum =
        Float.random(in: -0.5...0.5, using: &generator)
        + .random(in: -0.5...0.5, using: &generator)
      return sum.rounded() / 32_768
    }
    #expect(try transcribe(dither).isEmpty)
  }

  @Test func faintMusicKeepsItsNotes() throws {
    let music = plucks(Array(repeating: -60, count: 6))
    #expect(try transcribe(music).filter { $0.pitch == 69 }.count == 6)
  }
}
