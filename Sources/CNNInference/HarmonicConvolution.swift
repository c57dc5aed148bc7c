import TranscriptionTypes

/// The harmonics of a pitch, as distances in bins: the octave below, the pitch itself, and the
/// overtones 2 to 7.
///
/// Source: spotify/basic-pitch at fa5997a, `nn.py`, `HarmonicStacking`: round(36 · log₂ h).
enum HarmonicStack {
  static let shifts = [-36, 0, 36, 57, 72, 84, 93, 101]
}

/// A convolution over the harmonic stack that never builds the stack.
///
/// All eight channels of the stack are one image, shifted. Away from the edges of the stack, taps of
/// different channels that fall on the same row of the image can be added once and for all: 176 rows
/// remain of 8 · 39. At the edges the stack cuts channels off where the image goes on, so there the
/// channels are kept apart.
struct HarmonicConvolution: Sendable {
  private let stacked: Convolution
  private let merged: Convolution
  private let mergedBins: Range<Int>

  init(_ weights: ConvolutionWeights, padding: Int) {
    let shifts = HarmonicStack.shifts
    let binCount = ModelConstants.contourBinCount
    stacked = Convolution(
      weights, over: .init(channelRows: shifts, binCount: binCount), padding: padding)
    let lowest = shifts.min()! - padding
    let rowCount = shifts.max()! + weights.binTaps - padding - lowest
    var values = [Double](repeating: 0, count: weights.outputs * weights.timeTaps * rowCount)
    for o in 0..<weights.outputs {
      for (c, shift) in shifts.enumerated() {
        for d in 0..<weights.timeTaps {
          for k in 0..<weights.binTaps {
            let row = shift + k - padding - lowest
            values[(o * weights.timeTaps + d) * rowCount + row] +=
              Double(weights[output: o, input: c, time: d, bin: k])
          }
        }
      }
    }
    let mergedWeights = ConvolutionWeights(
      outputs: weights.outputs, inputs: 1, timeTaps: weights.timeTaps, binTaps: rowCount,
      values: values.map(Float.init), bias: weights.bias)
    // Rows outside the image are zero, and need not be read.
    merged = Convolution(
      mergedWeights,
      over: .init(channelRows: [0], binCount: ModelConstants.spectrogramBinCount),
      padding: -lowest)
    mergedBins = padding..<binCount - (weights.binTaps - 1 - padding)
  }

  /// Computes one bin of all outputs from the spectrogram's bin 0.
  func apply(
    bin: Int, from image: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, outputStride: Int
  ) {
    let convolution = mergedBins.contains(bin) ? merged : stacked
    convolution.apply(
      bin: bin, from: image, rectified: true, into: output, outputStride: outputStride)
  }
}
