import CQT
import Foundation
import TestSupport
import Testing

@Suite struct ShortTimeFourierTransformTests {
  @Test func noiseGivesLibrosasPower() throws {
    let noise = try NumPyArray(fixture: "Model/noise.npy").values
    let expected = try NumPyArray(fixture: "Model/stft_power.npy")
    let transform = ShortTimeFourierTransform(windowLength: 512, hopLength: 128)
    let spectrogram = transform.transform(noise)
    #expect([spectrogram.binCount, spectrogram.frameCount] == expected.shape)
    // Values reach about 1000; single precision keeps 6e-8 of that through nine stages of adding.
    #expect(largestDifference(spectrogram.values, expected.values) < 1000 * 9 * 6e-8)
  }

  @Test func toneLandsInItsBin() {
    let transform = ShortTimeFourierTransform()
    let frequency = transform.binFrequencies[100]
    let tone = (0..<22_050).map { Float(sin(2 * Double.pi * frequency * Double($0) / 22_050)) }
    let spectrogram = transform.transform(tone)
    let column = (0..<spectrogram.binCount).map { spectrogram[bin: $0, frame: 20] }
    #expect(column.firstIndex(of: column.max()!) == 100)
  }

  @Test(arguments: [1, 2, 511, 512, 513, 2049])
  func anyLengthHasAFrameAHop(sampleCount: Int) {
    let samples = [Float](repeating: 0.1, count: sampleCount)
    let spectrogram = ShortTimeFourierTransform().transform(samples)
    #expect(spectrogram.frameCount == 1 + sampleCount / 512)
    #expect(spectrogram.values.allSatisfy { $0.isFinite && $0 >= 0 })
  }

  @Test func emptyAudioHasNoFrame() {
    #expect(ShortTimeFourierTransform().transform([]).frameCount == 0)
  }
}
