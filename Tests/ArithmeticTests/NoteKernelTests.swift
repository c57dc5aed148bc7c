import Arithmetic
import KernelOperands
import Kernels
import TestSupport
import Testing

@Suite struct NoteKernelTests {
  private func random(_ count: Int, _ generator: inout SplitMix64) -> [Float] {
    (0..<count).map { _ in Float.random(in: -2...2, using: &generator) }
  }

  /// Fewer inputs than a vector and more, even and odd; one group of units and three.
  @Test(
    arguments: InstructionSet.available,
    [(1, 16, 1), (7, 16, 1), (16, 48, 2), (45, 16, 1), (166, 48, 2)])
  func networksAnswerAsTheirDefinition(
    instructionSet: InstructionSet, shape: (inputs: Int, units: Int, outputs: Int)
  ) {
    let (inputs, units, outputs) = shape
    var generator = SplitMix64(seed: UInt64(inputs))
    let numbers = random((2 + units) * inputs + units + outputs * (units + 1), &generator)
    let heard = random(inputs, &generator)
    var (own, standard, found) = (heard, heard, [Float](repeating: 0, count: outputs))
    var (plain, expected) = (found, found)
    numbers.withUnsafeBufferPointer {
      // Inputs reach 8 before they are clamped.
      let network = NetworkWeights(
        $0.baseAddress!, inputCount: inputs, unitCount: units, outputCount: outputs, limit: 3)
      answerReference(of: network, to: &standard, into: &expected)
      Arithmetic(instructionSet).answer(of: network, to: &own, into: &found)
      var again = heard
      Arithmetic(.baseline).answer(of: network, to: &again, into: &plain)
    }
    #expect(own == standard)
    #expect(found == plain, "all instruction sets give the same bits")
    // Sums in another order: each of their terms rounds by half a unit of a partial sum at most. A unit
    // adds up products of 3 and 2, an output those of units and 2.
    let unit = Float(inputs * 6 + 2)
    let tolerance = Float(inputs + units) * .ulpOfOne * Float(units) * unit * 2
    #expect(largestDifference(found, expected) <= tolerance)
  }

  @Test(arguments: InstructionSet.available, [0, 1, 3, 4, 15, 16, 17, 88, 264])
  func rowsAreSummarisedAsTheirDefinitionSays(instructionSet: InstructionSet, width: Int) {
    let arithmetic = Arithmetic(instructionSet)
    var generator = SplitMix64(seed: UInt64(width))
    for rowCount in [0, 1, 2, 9] {
      let rows = random(rowCount * width, &generator)
      var (found, expected) = (random(width, &generator), random(width, &generator))
      highestOfRowsReference(rows, rowCount: rowCount, width: width, into: &expected)
      arithmetic.highestOfRows(rows, rowCount: rowCount, width: width, into: &found)
      #expect(found == expected)
      sumOfRowsReference(rows, rowCount: rowCount, width: width, into: &expected)
      arithmetic.sumOfRows(rows, rowCount: rowCount, width: width, into: &found)
      #expect(found == expected, "in the same order")
    }
  }
}
