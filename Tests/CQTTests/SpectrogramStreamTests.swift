import Arithmetic
import CQT
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct SpectrogramStreamTests {
  private func noise(_ count: Int) -> [Float] {
    var generator = SplitMix64(seed: 5)
    return (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
  }

  /// All frames of a stream, each its bins.
  private func frames(
    _ samples: [Float], in stream: SpectrogramStream, blockLength: Int
  ) -> [[Float]] {
    var stream = stream
    var parts: [Spectrogram] = []
    for start in stride(from: 0, to: samples.count, by: blockLength) {
      parts += stream.append(Array(samples[start..<min(start + blockLength, samples.count)]))
    }
    return (parts + [stream.finish()]).flatMap(frames)
  }

  private func frames(_ spectrogram: Spectrogram) -> [[Float]] {
    (0..<spectrogram.frameCount).map { frame in
      (0..<spectrogram.binCount).map { spectrogram[bin: $0, frame: frame] }
    }
  }

  /// The last frames hear the end of the recording, after which the stream has silence.
  @Test(arguments: [1, 511, 512, 8191, 8192, 8193, 30_000], [100, 5000, 100_000])
  func sectionsJoinToTheWhole(sampleCount: Int, blockLength: Int) {
    let transform = ShortTimeFourierTransform()
    let samples = noise(sampleCount)
    let stream = SpectrogramStream(transform, sectionLength: 8192, margin: 1024)
    let found = frames(samples, in: stream, blockLength: blockLength)
    let expected = frames(transform.transform(samples))
    #expect(found.count == expected.count)
    let inner = max(0, (sampleCount - 1024) / 512)
    #expect(found.prefix(inner) == expected.prefix(inner))
  }

  @Test func constantQSectionsAreThoseOfTheWhole() throws {
    let arithmetic = try Arithmetic()
    let samples = noise(1 << 19)
    let whole = frames(
      ConstantQTransform(sampleCount: samples.count, arithmetic: arithmetic).transform(samples))
    let section = ConstantQTransform(sampleCount: 1 << 18, arithmetic: arithmetic)
    let found = frames(
      samples,
      in: SpectrogramStream(section, sectionLength: 1 << 18, margin: 1 << 16),
      blockLength: 65_536)
    #expect(found.count == whole.count)
    // Kernels and filters reach 53 000 samples from a frame, 208 frames.
    for frame in 208..<whole.count - 208 { #expect(found[frame] == whole[frame]) }
  }

  @Test func emptyAudioHasNoFrame() {
    let stream = SpectrogramStream(
      ShortTimeFourierTransform(), sectionLength: 8192, margin: 1024)
    #expect(frames([], in: stream, blockLength: 1).isEmpty)
  }

  /// Half a decibel: a sine between two bins' centres would lose more, at one it does not.
  @Test func sinesOfFullScaleHaveTheirPower() throws {
    let transforms: [(any TimeFrequencyTransform, Int)] = [
      (ShortTimeFourierTransform(), 100),
      (ConstantQTransform(arithmetic: try Arithmetic()), 36 * 4),
    ]
    for (transform, bin) in transforms {
      let step = 2 * Double.pi * transform.binFrequencies[bin] / ModelConstants.sampleRate
      let samples = (0..<ModelConstants.windowLength).map { Float(sin(step * Double($0))) }
      let spectrogram = transform.transform(samples)
      let power = spectrogram[bin: bin, frame: spectrogram.frameCount / 2]
      #expect(abs(10 * log10(power / transform.fullScalePowers[bin])) < 0.5)
    }
  }
}
