/// A small network of one hidden layer: all its numbers, which follow each other in memory.
package struct NetworkWeights {
  package let inputCount: Int
  /// A multiple of 16.
  package let unitCount: Int
  package let outputCount: Int
  /// What standardised inputs are kept within.
  package let limit: Float
  /// Of the inputs.
  package let mean: UnsafePointer<Float>
  package let scale: UnsafePointer<Float>
  /// Shape (`inputCount`, `unitCount`).
  package let weights: UnsafePointer<Float>
  package let bias: UnsafePointer<Float>
  /// Shape (`outputCount`, `unitCount`).
  package let outputWeights: UnsafePointer<Float>
  package let outputBias: UnsafePointer<Float>

  /// - Parameter numbers: means, scales, weights, biases, weights and biases of the outputs.
  package init(
    _ numbers: UnsafePointer<Float>, inputCount: Int, unitCount: Int, outputCount: Int,
    limit: Float
  ) {
    self.inputCount = inputCount
    self.unitCount = unitCount
    self.outputCount = outputCount
    self.limit = limit
    mean = numbers
    scale = mean + inputCount
    weights = scale + inputCount
    bias = weights + inputCount * unitCount
    outputWeights = bias + unitCount
    outputBias = outputWeights + outputCount * unitCount
  }
}
