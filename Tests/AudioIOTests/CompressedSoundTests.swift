import AudioIO
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct CompressedSoundTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A chord that swells, 3 s at 22 050 Hz.
  private let samples: [Float] = (0..<66_150).map { index in
    let time = Double(index) / 22_050
    let chord = [220, 277.2, 329.6].map { sin(2 * .pi * $0 * time) }.reduce(0, +)
    return Float(0.2 * chord * (0.5 - 0.5 * cos(2 * .pi * time)))
  }

  private func bytes(_ samples: [Float], _ format: CompressedSound.Format) throws -> [UInt8] {
    var sound = try CompressedSound(sampleRate: 22_050, format: format)
    for start in stride(from: 0, to: samples.count, by: 10_000) {
      try sound.append(Array(samples[start..<min(start + 10_000, samples.count)]))
    }
    return try sound.finish()
  }

  private func decoded(_ bytes: [UInt8]) throws -> [Float] {
    let path = folder.file("sound")
    try Data(bytes).write(to: URL(filePath: path))
    return try AudioBuffer(contentsOf: path, sampleRate: 22_050).samples
  }

  private func energy(_ samples: some Sequence<Float>) -> Double {
    samples.reduce(0) { $0 + Double($1) * Double($1) }
  }

  @Test func flacKeepsSixteenBits() throws {
    let bytes = try bytes(samples, .flac)
    #expect(bytes.starts(with: Array("fLaC".utf8)))
    let difference = zip(try decoded(bytes), samples).map { abs($0 - $1) }
    // Half a step of 2⁻¹⁵, or a whole one where the encoder cuts off instead of rounding.
    #expect(difference.count == samples.count && difference.allSatisfy { $0 <= 1 / 32_768 })
  }

  @Test(.enabled(if: CompressedSound.Format.available == .mp3, "libsndfile writes no MP3"))
  func mp3HasTheSameSoundAtTheSameTime() throws {
    let bytes = try bytes(samples, .mp3)
    // 16 bits a sample are 353 kbit/s.
    #expect(bytes.count < samples.count * 2 / 3)
    let decoded = try decoded(bytes)
    #expect(decoded.count == samples.count)
    // Of the highest tone, 0.09 radians a sample, a delay of one sample leaves 0.9 % of the energy;
    // the encoder's own noise is far below a tenth of that.
    #expect(energy(zip(decoded, samples).map { $0 - $1 }) < 0.001 * energy(samples))
  }

  @Test(arguments: CompressedSound.Format.allCases)
  func silenceAndNothingAreSoundsToo(format: CompressedSound.Format) throws {
    guard format == .flac || CompressedSound.Format.available == .mp3 else { return }
    #expect(try !bytes([Float](repeating: 0, count: 1), format).isEmpty)
    _ = try bytes([], format)
  }
}
