package import KernelOperands
internal import VectorMemory

/// The definition of ``answer(of:to:into:)``:
///
///     inputs[i] ← clamp((inputs[i] − mean[i]) · scale[i], ±limit)
///     units[u] = max(0, bias[u] + Σ_i inputs[i] · weights[i][u])
///     outputs[o] = outputBias[o] + Σ_u units[u] · outputWeights[o][u]
package func answerReference(
  of network: NetworkWeights, to inputs: UnsafeMutablePointer<Float>,
  into outputs: UnsafeMutablePointer<Float>
) {
  standardise(inputs, 0..<network.inputCount, network)
  for o in 0..<network.outputCount {
    outputs[o] = network.outputBias[o]
    for u in 0..<network.unitCount {
      var sum = network.bias[u]
      for i in 0..<network.inputCount {
        sum += inputs[i] * network.weights[i * network.unitCount + u]
      }
      if sum > 0 { outputs[o] += sum * network.outputWeights[o * network.unitCount + u] }
    }
  }
}

/// What a small network answers to its inputs, which are standardised in place.
///
/// Sixteen units lie in the lanes, and each adds up the products of even inputs and of odd ones in their
/// order; nothing is fused. So all instruction sets give the same bits.
package func answer(
  of network: NetworkWeights, to inputs: UnsafeMutablePointer<Float>,
  into outputs: UnsafeMutablePointer<Float>
) {
  let lowest = Vector(repeating: -network.limit)
  let highest = Vector(repeating: network.limit)
  var i = 0
  while i + laneCount <= network.inputCount {
    let standard = (load(inputs + i) - load(network.mean + i)) * load(network.scale + i)
    store(smaller(highest, larger(lowest, standard)), to: inputs + i)
    i += laneCount
  }
  standardise(inputs, i..<network.inputCount, network)
  for o in 0..<network.outputCount { outputs[o] = network.outputBias[o] }
  for group in 0..<network.unitCount / 16 {
    let units = units(group * 16, of: network, inputs)
    for o in 0..<network.outputCount {
      let weights = network.outputWeights + o * network.unitCount + group * 16
      outputs[o] += sum_vector16(units * load_vector16(weights))
    }
  }
}

@inline(always)
private func standardise(
  _ inputs: UnsafeMutablePointer<Float>, _ places: Range<Int>, _ network: NetworkWeights
) {
  for i in places {
    let standard = (inputs[i] - network.mean[i]) * network.scale[i]
    let low = standard > -network.limit ? standard : -network.limit
    inputs[i] = low < network.limit ? low : network.limit
  }
}

/// What sixteen units make of the inputs; two sums, for neither waits for the other.
@inline(always)
private func units(
  _ first: Int, of network: NetworkWeights, _ inputs: UnsafePointer<Float>
) -> SIMD16<Float> {
  var even = load_vector16(network.bias + first)
  var odd = SIMD16<Float>(repeating: 0)
  var weights = network.weights + first
  var i = 0
  while i + 2 <= network.inputCount {
    even += SIMD16<Float>(repeating: inputs[i]) * load_vector16(weights)
    odd += SIMD16<Float>(repeating: inputs[i + 1]) * load_vector16(weights + network.unitCount)
    weights += 2 * network.unitCount
    i += 2
  }
  if i < network.inputCount {
    even += SIMD16<Float>(repeating: inputs[i]) * load_vector16(weights)
  }
  return larger_vector16(SIMD16<Float>(repeating: 0), even + odd)
}
