public import Arithmetic
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The network of instruments: what share of each frame's power comes from each family.
///
/// Convolutions over three frames and five bands, each with every second band of the one before, then over
/// all bands and a few frames far apart; all rectified but the last. A layer over time that has as many
/// outputs as inputs adds to what was known. What comes out says whose each register of eight bands is, by
/// softmax; the register's own power says how much that is. So the network says who plays where, and the
/// spectrum when.
///
/// `Training/instruments.py`, `Network`, is the definition.
public struct InstrumentNetwork: Sendable {
  /// Frames to either side on which an answer depends.
  let reach: Int

  /// Frames that are computed at a time, without those around.
  static let chunkLength = 512

  let arithmetic: Arithmetic
  private let rows: FrameRows
  private let patches: [Patch]
  private let overTime: [DilatedConvolution]
  /// How much the power of each register counts.
  private let gains: [Float]

  private struct Patch: Sendable {
    let convolution: Convolution
    let outputs: Int
    /// Bands that it leaves.
    let bandCount: Int
  }

  /// Arranges the weights for the kernels.
  public init(_ weights: InstrumentWeights, arithmetic: Arithmetic) {
    reach = weights.reach
    self.arithmetic = arithmetic
    // Taps look no further than that, and vectors a little.
    let rows = FrameRows(frameCount: Self.chunkLength + 2 * reach, leadingZeros: reach + 16)
    var bandCount = BandPowers.bandCount
    var patches: [Patch] = []
    for layer in weights.patches {
      let left = (bandCount + 1) / 2
      let input = Convolution.Input(
        channelRows: (0..<layer.inputs).map { [bandCount] in $0 * bandCount }, binCount: bandCount)
      patches.append(
        Patch(
          convolution: Convolution(
            layer.convolution, over: input, stride: 2, padding: InstrumentWeights.patch[1] / 2,
            rows: rows, arithmetic: arithmetic), outputs: layer.outputs, bandCount: left))
      bandCount = left
    }
    let channels = weights.patches.last?.outputs ?? InstrumentFeatures.channelCount
    // The definition counts channels fastest, the rows of a map bands.
    let flat = (0..<bandCount).flatMap { band in
      (0..<channels).map { [bandCount] in $0 * bandCount + band }
    }
    overTime = weights.overTime.enumerated().map { index, layer in
      DilatedConvolution(
        layer.values, bias: layer.bias,
        inputRows: index == 0 ? flat : Array(0..<layer.inputs),
        spacing: weights.spacings[index], rows: rows, arithmetic: arithmetic)
    }
    gains = weights.gains.map { expf($0) }
    (self.rows, self.patches) = (rows, patches)
  }

  /// The shares of the families in some frames, of shape (frames, families).
  ///
  /// - Precondition: at most `chunkLength` frames, and those within `reach` are known, unless they lie
  ///   outside the recording.
  func shares(_ frames: Range<Int>, of features: InstrumentFeatures) -> [Float] {
    let seen =
      max(0, frames.lowerBound - reach)..<min(features.frameCount, frames.upperBound + reach)
    let input = FeatureMap(
      rowCount: InstrumentFeatures.channelCount * BandPowers.bandCount, rows: rows,
      written: seen.count)
    features.write(seen, into: input)
    let owners = owners(input, frameCount: seen.count)
    let first = frames.lowerBound - seen.lowerBound
    return shares(first..<first + frames.count, of: input, owners: owners)
  }

  /// What the last layer says: a row for each family in each register.
  private func owners(_ input: borrowing FeatureMap, frameCount: Int) -> FeatureMap {
    var map = apply(patches[0], to: input, frameCount: frameCount)
    for patch in patches.dropFirst() { map = apply(patch, to: map, frameCount: frameCount) }
    for (index, layer) in overTime.enumerated() {
      let output = FeatureMap(rowCount: layer.outputRowCount, rows: rows, written: frameCount)
      let isLast = index == overTime.count - 1
      layer.apply(
        from: map.origin, rectified: !isLast, into: output.origin, frameCount: frameCount)
      if !isLast, layer.inputs == layer.outputs {
        for row in 0..<layer.outputs {
          for frame in 0..<frameCount { output.row(row)[frame] += map.row(row)[frame] }
        }
      }
      map = output
    }
    return map
  }

  private func apply(
    _ patch: Patch, to input: borrowing FeatureMap, frameCount: Int
  ) -> FeatureMap {
    let output = FeatureMap(
      rowCount: patch.outputs * patch.bandCount, rows: rows, written: frameCount)
    for band in 0..<patch.bandCount {
      patch.convolution.apply(
        bin: band, from: input.origin, rectified: true, into: output.row(band),
        outputStride: patch.bandCount * rows.stride, frameCount: frameCount)
    }
    return output
  }

  /// Each register's power goes to its owners.
  private func shares(
    _ frames: Range<Int>, of input: borrowing FeatureMap, owners: borrowing FeatureMap
  ) -> [Float] {
    let families = InstrumentFamily.allCases.count
    var shares = [Float](repeating: 0, count: frames.count * families)
    var totals = [Float](repeating: 0, count: frames.count)
    for (register, gain) in gains.enumerated() {
      var units = InstrumentFeatures.powers(
        ofRegister: register, in: input, frames: frames, with: arithmetic)
      let wholes = exponentiate(register, frames, of: owners)
      for i in units.indices {
        totals[i] += gain * units[i]
        units[i] *= gain / wholes[i]
      }
      for family in 0..<families {
        let parts = owners.row(register * families + family) + frames.lowerBound
        for i in units.indices { shares[i * families + family] += units[i] * parts[i] }
      }
    }
    for index in shares.indices { shares[index] /= totals[index / families] }
    return shares
  }

  /// Makes parts of a whole of what the last layer says of a register.
  ///
  /// - Returns: the whole in each frame.
  private func exponentiate(
    _ register: Int, _ frames: Range<Int>, of owners: borrowing FeatureMap
  ) -> [Float] {
    let families = InstrumentFamily.allCases.count
    let rows = (0..<families).map { owners.row(register * families + $0) + frames.lowerBound }
    var (highest, sums) = (
      [Float](repeating: -.infinity, count: frames.count),
      [Float](repeating: 0, count: frames.count)
    )
    for row in rows {
      for i in highest.indices { highest[i] = max(highest[i], row[i]) }
    }
    for row in rows {
      for i in highest.indices { row[i] -= highest[i] }
      arithmetic.exponentials(row, count: frames.count)
      for i in sums.indices { sums[i] += row[i] }
    }
    return sums
  }
}

extension InstrumentWeights.Layer {
  /// A patch in the order of a ``Convolution``: (outputs, inputs, frames, bands).
  fileprivate var convolution: ConvolutionWeights {
    let (frames, bands, inputs, outputs) = (shape[0], shape[1], inputs, outputs)
    var ordered: [Float] = []
    ordered.reserveCapacity(values.count)
    for output in 0..<outputs {
      for input in 0..<inputs {
        for frame in 0..<frames {
          for band in 0..<bands {
            ordered.append(values[((frame * bands + band) * inputs + input) * outputs + output])
          }
        }
      }
    }
    return ConvolutionWeights(
      outputs: outputs, inputs: inputs, timeTaps: frames, binTaps: bands, values: ordered,
      bias: bias)
  }
}
