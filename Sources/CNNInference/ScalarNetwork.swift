import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The network in plain loops: the definition that ``PitchNetwork`` must match.
///
/// Nothing here is arranged for speed; it is here to be read beside the paper, and for the tests.
package struct ScalarNetwork {
  private let weights: ModelWeights

  package init(_ weights: ModelWeights) { self.weights = weights }

  /// Estimates the posteriorgrams of one window, as ``PitchNetwork/infer(_:in:)`` does.
  package func infer(_ spectrogram: Spectrogram) -> Posteriorgrams {
    let image = Planes(
      spectrogram.values.map { $0 * weights.normalization.scale + weights.normalization.offset },
      channels: 1, bins: spectrogram.binCount)
    let x = harmonicStack(of: image)  // (8, 264, 172)
    let c = relu(convolve(x, weights.contour1, padding: 19))  // (8, 264, 172)
    let contour = sigmoid(convolve(c, weights.contour2, padding: 2))  // (1, 264, 172)
    let n = relu(convolve(contour, weights.note1, stride: 3, padding: 2))  // (32, 88, 172)
    let note = sigmoid(convolve(n, weights.note2, padding: 1))  // (1, 88, 172)
    let o = relu(convolve(x, weights.onset1, stride: 3, padding: 1))  // (32, 88, 172)
    let stacked = Planes(note.values + o.values, channels: 33, bins: 88)
    let onset = sigmoid(convolve(stacked, weights.onset2, padding: 1))  // (1, 88, 172)
    return Posteriorgrams(
      note: note.posteriorgram, onset: onset.posteriorgram, contour: contour.posteriorgram)
  }

  /// Channel c holds bin f + shift[c] of the image at bin f, and zero where the image has none.
  private func harmonicStack(of image: Planes) -> Planes {
    let bins = ModelConstants.contourBinCount
    var stack = Planes(channels: HarmonicStack.shifts.count, bins: bins)
    for (c, shift) in HarmonicStack.shifts.enumerated() {
      for f in 0..<bins where (0..<image.bins).contains(f + shift) {
        for t in 0..<Planes.frames { stack[c, f, t] = image[0, f + shift, t] }
      }
    }
    return stack
  }

  private func convolve(
    _ input: Planes, _ weights: ConvolutionWeights, stride: Int = 1, padding: Int
  ) -> Planes {
    var output = Planes(channels: weights.outputs, bins: input.bins / stride)
    for o in 0..<weights.outputs {
      for f in 0..<output.bins {
        for t in 0..<Planes.frames {
          var sum = weights.bias[o]
          for c in 0..<weights.inputs {
            for k in 0..<weights.binTaps {
              let bin = f * stride + k - padding
              guard (0..<input.bins).contains(bin) else { continue }
              for d in 0..<weights.timeTaps {
                let frame = t + d - weights.timeTaps / 2
                guard (0..<Planes.frames).contains(frame) else { continue }
                sum += weights[output: o, input: c, time: d, bin: k] * input[c, bin, frame]
              }
            }
          }
          output[o, f, t] = sum
        }
      }
    }
    return output
  }

  private func relu(_ planes: Planes) -> Planes { planes.map { max($0, 0) } }

  private func sigmoid(_ planes: Planes) -> Planes { planes.map { 1 / (1 + expf(-$0)) } }
}

/// Values of shape (channels, bins, frames).
private struct Planes {
  static let frames = ModelConstants.framesPerWindow

  var values: [Float]
  let channels: Int
  let bins: Int

  init(_ values: [Float], channels: Int, bins: Int) {
    self.values = values
    self.channels = channels
    self.bins = bins
  }

  init(channels: Int, bins: Int) {
    self.init(
      Array(repeating: 0, count: channels * bins * Self.frames), channels: channels, bins: bins)
  }

  subscript(channel: Int, bin: Int, frame: Int) -> Float {
    get { values[(channel * bins + bin) * Self.frames + frame] }
    set { values[(channel * bins + bin) * Self.frames + frame] = newValue }
  }

  func map(_ transform: (Float) -> Float) -> Planes {
    Planes(values.map(transform), channels: channels, bins: bins)
  }

  var posteriorgram: Posteriorgram {
    var result = Posteriorgram(values: values, binCount: bins)
    for f in 0..<bins {
      for t in 0..<Self.frames { result[frame: t, bin: f] = self[0, f, t] }
    }
    return result
  }
}
