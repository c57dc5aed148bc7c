import TranscriptionTypes

/// A network of one hidden layer, small enough to run for every frame of every note.
///
/// outputs = W₂ max(0, W₁ clamp((inputs − mean) · scale, ±6) + b₁) + b₂
struct SmallNetwork: Sendable {
  /// Standardised inputs beyond this say no more than those at it.
  private static let clamp: Float = 6
  private static let laneCount = SIMD16<Float>.scalarCount

  let inputCount: Int
  private let mean: [Float]
  private let scale: [Float]
  /// Sixteen hidden units side by side: for each input, all groups in turn.
  private let hidden: [SIMD16<Float>]
  private let hiddenBias: [SIMD16<Float>]
  /// For each output, all groups in turn.
  private let output: [SIMD16<Float>]
  private let outputBias: [Float]

  /// Reads the tensors `NAME.mean`, `.scale`, `.hidden` (inputs, units), `.hidden_bias`, `.output`
  /// (units, outputs) and `.output_bias`.
  ///
  /// - Precondition: a multiple of sixteen hidden units.
  init(
    _ name: String, inputs: Int, units: Int, outputs: Int, in file: ModelFile
  ) throws(ModelError) {
    precondition(units % Self.laneCount == 0, "groups of sixteen")
    inputCount = inputs
    mean = try file.tensor("\(name).mean", shape: [inputs])
    scale = try file.tensor("\(name).scale", shape: [inputs])
    hidden = Self.groups(try file.tensor("\(name).hidden", shape: [inputs, units]))
    hiddenBias = Self.groups(try file.tensor("\(name).hidden_bias", shape: [units]))
    let rows = try file.tensor("\(name).output", shape: [units, outputs])
    output = Self.groups(
      (0..<outputs).flatMap { output in (0..<units).map { rows[$0 * outputs + output] } })
    outputBias = try file.tensor("\(name).output_bias", shape: [outputs])
  }

  private static func groups(_ values: [Float]) -> [SIMD16<Float>] {
    stride(from: 0, to: values.count, by: laneCount).map { SIMD16(values[$0..<$0 + laneCount]) }
  }

  /// The definition of ``outputs(_:)``, a sum at a time: correct, but it rounds a little
  /// differently.
  func referenceOutputs(_ inputs: [Float]) -> [Double] {
    let unitCount = hiddenBias.count * Self.laneCount
    func unit(_ u: Int, of groups: [SIMD16<Float>], row: Int) -> Double {
      Double(groups[(row * unitCount + u) / Self.laneCount][u % Self.laneCount])
    }
    let standard = inputs.indices.map { i in
      let value = (Double(inputs[i]) - Double(mean[i])) * Double(scale[i])
      return min(Double(Self.clamp), max(-Double(Self.clamp), value))
    }
    let units = (0..<unitCount).map { u in
      max(
        0,
        inputs.indices.reduce(unit(u, of: hiddenBias, row: 0)) {
          $0 + standard[$1] * unit(u, of: hidden, row: $1)
        })
    }
    return outputBias.indices.map { o in
      units.indices.reduce(Double(outputBias[o])) { $0 + units[$1] * unit($1, of: output, row: o) }
    }
  }

  /// What the network makes of its inputs, which are standardised in place; a second output that
  /// there is not is 0.
  ///
  /// - Precondition: `inputs` has `inputCount` values.
  func outputs(_ inputs: inout [Float]) -> SIMD2<Float> {
    precondition(inputs.count == inputCount, "\(inputs.count) of \(inputCount) inputs")
    standardise(&inputs)
    let (values, weights, groupCount) = (inputs.span, hidden.span, hiddenBias.count)
    var results = SIMD2<Float>.zero
    for o in outputBias.indices { results[o] = outputBias[o] }
    for group in 0..<groupCount {
      var sum = hiddenBias[group]
      for i in 0..<inputCount {
        sum += values[unchecked: i] * weights[unchecked: i &* groupCount &+ group]
      }
      sum = pointwiseMax(sum, .zero)
      for o in outputBias.indices { results[o] += (sum * output[o * groupCount + group]).sum() }
    }
    return results
  }

  private func standardise(_ inputs: inout [Float]) {
    var values = inputs.mutableSpan
    let (means, scales) = (mean.span, scale.span)
    for i in 0..<inputCount {
      let value = (values[unchecked: i] - means[unchecked: i]) * scales[unchecked: i]
      let low = value < -Self.clamp ? -Self.clamp : value
      values[unchecked: i] = low > Self.clamp ? Self.clamp : low
    }
  }
}
