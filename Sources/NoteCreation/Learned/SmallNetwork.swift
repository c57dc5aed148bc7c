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
  func referenceOutputs(_ inputs: [Float]) -> [Float] {
    let unitCount = hiddenBias.count * Self.laneCount
    func unit(_ u: Int, of groups: [SIMD16<Float>], row: Int) -> Float {
      groups[(row * unitCount + u) / Self.laneCount][u % Self.laneCount]
    }
    let standard = inputs.indices.map { i in
      min(Self.clamp, max(-Self.clamp, (inputs[i] - mean[i]) * scale[i]))
    }
    let units = (0..<unitCount).map { u in
      max(
        0,
        inputs.indices.reduce(unit(u, of: hiddenBias, row: 0)) {
          $0 + standard[$1] * unit(u, of: hidden, row: $1)
        })
    }
    return outputBias.indices.map { o in
      units.indices.reduce(outputBias[o]) { $0 + units[$1] * unit($1, of: output, row: o) }
    }
  }

  /// What the network makes of its inputs.
  ///
  /// - Precondition: `inputs` has `inputCount` values.
  func outputs(_ inputs: [Float]) -> [Float] {
    precondition(inputs.count == inputCount, "\(inputs.count) of \(inputCount) inputs")
    var sums = hiddenBias
    let groupCount = hiddenBias.count
    let (values, means, scales, weights) = (inputs.span, mean.span, scale.span, hidden.span)
    for group in 0..<groupCount {
      var sum = sums[group]
      for i in 0..<inputCount {
        let standard = (values[unchecked: i] - means[unchecked: i]) * scales[unchecked: i]
        let clamped = min(Self.clamp, max(-Self.clamp, standard))
        sum += clamped * weights[unchecked: i &* groupCount &+ group]
      }
      sums[group] = pointwiseMax(sum, .zero)
    }
    return outputBias.indices.map { o in
      (0..<groupCount).reduce(outputBias[o]) { $0 + (sums[$1] * output[o * groupCount + $1]).sum() }
    }
  }
}
