import Arithmetic
import KernelOperands
import Kernels
import TestSupport
import Testing

@Suite struct NoteKernelTests {
  private func random(_ count: Int, _ generator: inout SplitMix64) -> [Float] {
    (0..<count).map { _ in Float.random(in: -2...2, using: &generator) }
  }

  /// Even and odd numbers of inputs and of rows; one group of units and three.
  @Test(
    arguments: InstructionSet.available,
    [(1, 16, 1, 8), (7, 16, 1, 3), (16, 48, 2, 1), (45, 16, 1, 8), (166, 48, 2, 5)])
  func networksAnswerAsTheirDefinition(
    instructionSet: InstructionSet, shape: (inputs: Int, units: Int, outputs: Int, rows: Int)
  ) {
    let (inputs, units, outputs, rows) = shape
    var generator = SplitMix64(seed: UInt64(inputs))
    let numbers = random((2 + units) * inputs + units + outputs * (units + 1), &generator)
    let heard = random(8 * inputs, &generator)
    var (own, standard) = (heard, heard)
    var (found, plain, expected) = (
      random(8 * outputs, &generator), random(8 * outputs, &generator),
      random(8 * outputs, &generator)
    )
    numbers.withUnsafeBufferPointer {
      // Inputs reach 8 before they are clamped.
      let network = NetworkWeights(
        $0.baseAddress!, inputCount: inputs, unitCount: units, outputCount: outputs, limit: 3)
      answerReference(of: network, to: &standard, rowCount: rows, into: &expected)
      Arithmetic(instructionSet).answer(of: network, to: &own, rowCount: rows, into: &found)
      var again = heard
      Arithmetic(.baseline).answer(of: network, to: &again, rowCount: rows, into: &plain)
    }
    #expect(own == standard)
    let asked = { (answers: [Float]) in (0..<outputs).flatMap { answers[8 * $0..<8 * $0 + rows] } }
    #expect(asked(found) == asked(plain), "all instruction sets give the same bits")
    // Sums in another order: each of their terms rounds by half a unit of a partial sum at most. A unit
    // adds up products of 3 and 2, an output those of units and 2.
    let unit = Float(inputs * 6 + 2)
    let tolerance = Float(inputs + units) * .ulpOfOne * Float(units) * unit * 2
    #expect(largestDifference(asked(found), asked(expected)) <= tolerance)
  }

  /// So the answers to some frames do not depend on which were asked about with them.
  @Test(arguments: InstructionSet.available)
  func answersDoNotDependOnOtherRows(instructionSet: InstructionSet) {
    let (inputs, units) = (45, 16)
    var generator = SplitMix64(seed: 5)
    let numbers = random((2 + units) * inputs + units + units + 1, &generator)
    let heard = random(8 * inputs, &generator)
    numbers.withUnsafeBufferPointer {
      let network = NetworkWeights(
        $0.baseAddress!, inputCount: inputs, unitCount: units, outputCount: 1, limit: 3)
      var (all, together) = (heard, [Float](repeating: 0, count: 8))
      Arithmetic(instructionSet).answer(of: network, to: &all, rowCount: 8, into: &together)
      for row in 0..<8 {
        var alone = [Float](repeating: 0, count: 8 * inputs)
        for i in 0..<inputs { alone[8 * i] = heard[8 * i + row] }
        var answer = [Float](repeating: 0, count: 8)
        Arithmetic(instructionSet).answer(of: network, to: &alone, rowCount: 1, into: &answer)
        #expect(answer[0] == together[row])
      }
    }
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
