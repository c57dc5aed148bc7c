import CQT
import Foundation
import TestSupport
import Testing

@Suite struct MelTransformTests {
  @Test func noiseGivesLibrosasPower() throws {
    let noise = try NumPyArray(fixture: "Model/noise.npy").values
    let expected = try NumPyArray(fixture: "Model/mel_power.npy")
    let spectrogram = MelTransform().transform(noise)
    #expect([spectrogram.binCount, spectrogram.frameCount] == expected.shape)
    // Values reach 10 651; single precision keeps 6e-8 of that through eleven stages of adding.
    #expect(largestDifference(spectrogram.values, expected.values) < 10_651 * 11 * 6e-8)
  }

  /// The lowest band is narrower than a bin, the highest 26 bins wide.
  @Test(arguments: [0, 1, 10, 40, 80, 126])
  func aSineOfFullScaleAtTheCentreOfABandHasFullScale(band: Int) {
    let transform = MelTransform()
    let frequency = transform.binFrequencies[band]
    let tone = (0..<22_050).map { Float(sin(2 * Double.pi * frequency * Double($0) / 22_050)) }
    let spectrogram = transform.transform(tone)
    let power = spectrogram[bin: band, frame: 20] / transform.fullScalePowers[band]
    // The negative frequency's leakage adds to the lowest, whose centre is two bins from it.
    #expect(abs(10 * log10(power)) < (band == 0 ? 1.5 : 0.1))
  }

  @Test func emptyAudioHasNoFrame() { #expect(MelTransform().transform([]).frameCount == 0) }
}
