import Arithmetic
import CQT
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct ConstantQTransformTests {
  private static let best = Arithmetic(InstructionSet.available.last!)

  @Test func kernelsAreThoseOfTheModel() throws {
    let top = ModelConstants.lowestFrequency * pow(2, (309.0 - 36) / 36)
    let kernels = ConstantQKernels(lowestFrequency: top, sampleRate: 22_050)
    // The largest tap is about 0.017; the reference's are rounded to single precision once or twice.
    let real = try NumPyArray(fixture: "Model/cqt_kernels_real.npy").values
    let imaginary = try NumPyArray(fixture: "Model/cqt_kernels_imaginary.npy").values
    #expect(largestDifference(kernels.real, real) < 4e-9)
    #expect(largestDifference(kernels.imaginary, imaginary) < 4e-9)
  }

  @Test func filterIsThatOfTheModel() throws {
    let expected = try NumPyArray(fixture: "Model/decimation_filter.npy").values
    // The largest tap is 0.5, whose unit in the last place is 6e-8.
    #expect(largestDifference(DecimationFilter().taps, expected) < 3.1e-8)
  }

  @Test func kernelLengthsAreThoseOfTheModel() throws {
    let expected = try NumPyArray(fixture: "Model/root_of_lengths.npy").values
    let lengths = ConstantQTransform(arithmetic: Self.best).binFrequencies.map {
      Float(ConstantQKernels.windowLength(frequency: $0, sampleRate: 22_050)).squareRoot()
    }
    #expect(lengths == expected)
  }

  @Test(arguments: InstructionSet.available)
  func realMusicGivesTheReferencesSpectrogram(instructionSet: InstructionSet) throws {
    let arithmetic = Arithmetic(instructionSet)
    let window = try NumPyArray(fixture: "Model/window.npy").values
    let expected = try NumPyArray(fixture: "Model/spectrogram.npy")
    let spectrogram = ConstantQTransform(arithmetic: arithmetic).transform(window)
      .normalizedDecibels(arithmetic: arithmetic).spectrogram
    #expect([spectrogram.binCount, spectrogram.frameCount] == expected.shape)
    // Filters and kernels round as the reference does; powers and logarithms within some 1e-7.
    #expect(largestDifference(spectrogram.values, expected.values) < 1e-6)
  }

  @Test func toneLandsInItsBin() throws {
    let transform = ConstantQTransform(arithmetic: Self.best)
    for bin in [60, 147, 250] {
      let frequency = transform.binFrequencies[bin]
      let tone = (0..<ModelConstants.windowLength).map {
        Float(sin(2 * Double.pi * frequency * Double($0) / 22_050))
      }
      let spectrogram = transform.transform(tone)
      let column = (0..<309).map { spectrogram[bin: $0, frame: 86] }
      #expect(column.firstIndex(of: column.max()!) == bin)
    }
  }

  @Test func silenceIsAllZeros() {
    let silence = [Float](repeating: 0, count: ModelConstants.windowLength)
    let spectrogram = ConstantQTransform(arithmetic: Self.best).transform(silence)
      .normalizedDecibels(arithmetic: Self.best).spectrogram
    #expect(spectrogram.values.allSatisfy { $0 == 0 })
  }

  @Test func workspaceCarriesNothingOver() throws {
    let window = try NumPyArray(fixture: "Model/window.npy").values
    let transform = ConstantQTransform(arithmetic: Self.best)
    var workspace = ConstantQTransform.Workspace(for: transform)
    _ = transform.transform(window.map { $0 * -3 }.reversed(), in: &workspace)
    #expect(transform.transform(window, in: &workspace) == transform.transform(window))
  }

  @Test func otherLengthsHaveTheirFrames() {
    let transform = ConstantQTransform(sampleCount: 33_024, arithmetic: Self.best)
    let spectrogram = transform.transform([Float](repeating: 0.5, count: 33_024))
    #expect(spectrogram.frameCount == 130)
  }
}
