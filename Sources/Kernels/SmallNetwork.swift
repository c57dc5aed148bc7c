package import KernelOperands
internal import VectorMemory

/// The definition of ``answer(of:to:rowCount:into:)``, for each row r:
///
///     inputs[i][r] ← clamp((inputs[i][r] − mean[i]) · scale[i], ±limit)
///     units[u] = max(0, bias[u] + Σ_i inputs[i][r] · weights[i][u])
///     outputs[o][r] = outputBias[o] + Σ_u units[u] · outputWeights[o][u]
package func answerReference(
  of network: NetworkWeights, to inputs: UnsafeMutablePointer<Float>, rowCount: Int,
  into outputs: UnsafeMutablePointer<Float>
) {
  for i in 0..<network.inputCount {
    for r in 0..<blockLength {
      let standard = (inputs[i * blockLength + r] - network.mean[i]) * network.scale[i]
      inputs[i * blockLength + r] = min(network.limit, max(-network.limit, standard))
    }
  }
  for r in 0..<rowCount {
    for o in 0..<network.outputCount {
      outputs[o * blockLength + r] = network.outputBias[o]
      for u in 0..<network.unitCount {
        var sum = network.bias[u]
        for i in 0..<network.inputCount {
          sum += inputs[i * blockLength + r] * network.weights[i * network.unitCount + u]
        }
        outputs[o * blockLength + r] +=
          max(0, sum) * network.outputWeights[o * network.unitCount + u]
      }
    }
  }
}

@inline(always)
private var blockLength: Int { SIMD8<Float>.scalarCount }

/// What a small network answers to the first rows of a block of inputs, which are standardised in place.
///
/// Sixteen units lie in the lanes, and each adds up the products of even inputs and of odd ones in their
/// order; nothing is fused. So all instruction sets give the same bits, whatever the other rows. Two rows
/// are summed at a time, for neither waits for the other: where their number is odd, one that nobody
/// asked about.
package func answer(
  of network: NetworkWeights, to inputs: UnsafeMutablePointer<Float>, rowCount: Int,
  into outputs: UnsafeMutablePointer<Float>
) {
  standardise(inputs, network)
  for r in stride(from: 0, to: rowCount, by: 2) {
    for o in 0..<network.outputCount {
      outputs[o * blockLength + r] = network.outputBias[o]
      outputs[o * blockLength + r + 1] = network.outputBias[o]
    }
    for first in stride(from: 0, to: network.unitCount, by: 16) {
      let (one, other) = units(first, of: network, inputs + r)
      for o in 0..<network.outputCount {
        let weights = load_vector16(network.outputWeights + o * network.unitCount + first)
        outputs[o * blockLength + r] += sum_vector16(one * weights)
        outputs[o * blockLength + r + 1] += sum_vector16(other * weights)
      }
    }
  }
}

@inline(always)
private func standardise(_ inputs: UnsafeMutablePointer<Float>, _ network: NetworkWeights) {
  let highest = SIMD8<Float>(repeating: network.limit)
  for i in 0..<network.inputCount {
    let mean = SIMD8<Float>(repeating: network.mean[i])
    let standard = (load_vector8(inputs + i * blockLength) - mean) * network.scale[i]
    let limited = smaller_vector8(highest, larger_vector8(-highest, standard))
    store_vector8(limited, inputs + i * blockLength)
  }
}

/// What sixteen units make of two rows; two sums for each, for none waits for another.
@inline(always)
private func units(
  _ first: Int, of network: NetworkWeights, _ inputs: UnsafePointer<Float>
) -> (SIMD16<Float>, SIMD16<Float>) {
  var (evenOfOne, oddOfOne) = (load_vector16(network.bias + first), SIMD16<Float>(repeating: 0))
  var (evenOfOther, oddOfOther) = (evenOfOne, oddOfOne)
  var (weights, inputs) = (network.weights + first, inputs)
  for _ in 0..<network.inputCount / 2 {
    let (even, odd) = (load_vector16(weights), load_vector16(weights + network.unitCount))
    evenOfOne += SIMD16<Float>(repeating: inputs[0]) * even
    evenOfOther += SIMD16<Float>(repeating: inputs[1]) * even
    oddOfOne += SIMD16<Float>(repeating: inputs[blockLength]) * odd
    oddOfOther += SIMD16<Float>(repeating: inputs[blockLength + 1]) * odd
    weights += 2 * network.unitCount
    inputs += 2 * blockLength
  }
  if network.inputCount % 2 == 1 {
    let even = load_vector16(weights)
    evenOfOne += SIMD16<Float>(repeating: inputs[0]) * even
    evenOfOther += SIMD16<Float>(repeating: inputs[1]) * even
  }
  let silence = SIMD16<Float>(repeating: 0)
  return (
    larger_vector16(silence, evenOfOne + oddOfOne),
    larger_vector16(silence, evenOfOther + oddOfOther)
  )
}
