import Arithmetic
import KernelOperands
import TranscriptionTypes

/// A network of one hidden layer, small enough to run for every frame of every note.
///
/// outputs = W₂ max(0, W₁ clamp((inputs − mean) · scale, ±6) + b₁) + b₂
struct SmallNetwork: Sendable {
  /// Standardised inputs beyond this say no more than those at it.
  private static let clamp: Float = 6

  let inputCount: Int
  private let unitCount: Int
  let outputCount: Int
  /// As `NetworkWeights` has them.
  private let numbers: [Float]

  /// Reads the tensors `NAME.mean`, `.scale`, `.hidden` (inputs, units), `.hidden_bias`, `.output`
  /// (units, outputs) and `.output_bias`.
  ///
  /// - Precondition: a multiple of sixteen hidden units, and one or two outputs.
  init(
    _ name: String, inputs: Int, units: Int, outputs: Int, in file: ModelFile
  ) throws(ModelError) {
    precondition(units % 16 == 0 && (1...2).contains(outputs))
    (inputCount, unitCount, outputCount) = (inputs, units, outputs)
    let rows = try file.tensor("\(name).output", shape: [units, outputs])
    let columns = (0..<outputs).flatMap { o in (0..<units).map { rows[$0 * outputs + o] } }
    numbers =
      try file.tensor("\(name).mean", shape: [inputs])
      + file.tensor("\(name).scale", shape: [inputs])
      + file.tensor("\(name).hidden", shape: [inputs, units])
      + file.tensor("\(name).hidden_bias", shape: [units])
      + columns
      + file.tensor("\(name).output_bias", shape: [outputs])
  }

  /// Answers the first rows of a block of questions, whose measurements are standardised in place.
  ///
  /// - Precondition: the block is one for this network.
  func answer(_ block: inout QuestionBlock, rowCount: Int, with arithmetic: Arithmetic) {
    precondition(
      block.values.count == inputCount * QuestionBlock.rowCount
        && block.answers.count == outputCount * QuestionBlock.rowCount
        && (0...QuestionBlock.rowCount).contains(rowCount), "of another network")
    numbers.withUnsafeBufferPointer { all in
      guard let start = all.baseAddress else { return }
      let network = NetworkWeights(
        start, inputCount: inputCount, unitCount: unitCount, outputCount: outputCount,
        limit: Self.clamp)
      arithmetic.answer(
        of: network, to: &block.values, rowCount: rowCount, into: &block.answers)
    }
  }
}
