import TestSupport
import Testing
import TranscriptionTypes

@testable import CheckingPage

@Suite struct SalienceTests {
  private func frame(note: Float, onset: Float, contour: Float) -> Posteriorgrams {
    func values(_ first: Float, _ count: Int) -> Posteriorgram {
      Posteriorgram(values: [first] + [Float](repeating: 0.1, count: count - 1), binCount: count)
    }
    return Posteriorgrams(
      note: values(note, 88), onset: values(onset, 88), contour: values(contour, 264))
  }

  @Test func aRowHasNotesThenOnsetsThenContour() {
    var salience = Salience()
    salience.append(frame(note: 1, onset: 0.5, contour: 0.2))
    let row = salience.rows.values
    #expect(row.count == 440 && row[0] == 255 && row[88] == 128 && row[176] == 51)
    // A tenth is what the network says of silence.
    #expect(row.filter { $0 > 0 }.count == 3)
    #expect(abs(salience.secondsPerRow - 36_164.0 / 142 / 22_050) < 1e-15)
  }

  @Test func zerosAreCounted() {
    var salience = Salience()
    #expect(salience.packed == [])
    salience.append(frame(note: 1, onset: 0.5, contour: 0.2))
    #expect(salience.packed == [255, 0, 87, 128, 0, 87, 51, 0, 255, 0, 8])
  }

  /// The definition of the form: a 0 and a number stand for as many zeros.
  @Test func whatIsPackedCanBeUnpacked() {
    var generator = SplitMix64(seed: 3)
    var salience = Salience()
    for _ in 0..<50 {
      func values(_ count: Int) -> Posteriorgram {
        let share = Float.random(in: 0...1, using: &generator)
        let values = (0..<count).map { _ in
          Float.random(in: 0...1, using: &generator) < share
            ? Float.random(in: 0...1, using: &generator) : 0
        }
        return Posteriorgram(values: values, binCount: count)
      }
      salience.append(Posteriorgrams(note: values(88), onset: values(88), contour: values(264)))
    }
    var bytes = salience.packed[...]
    var values: [UInt8] = []
    while let byte = bytes.popFirst() {
      values += byte > 0 ? [byte] : [UInt8](repeating: 0, count: Int(bytes.popFirst() ?? 0))
    }
    #expect(values == salience.rows.values)
  }
}
