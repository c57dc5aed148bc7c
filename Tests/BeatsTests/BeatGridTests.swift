import TestSupport
import Testing
import TranscriptionTypes

@Suite struct BeatGridTests {
  private let grid = BeatGrid(
    times: [1, 1.5, 2.25, 3], numbers: [4, 1, 2, 3], metre: Metre(beatsPerBar: 4),
    tatumsPerBeat: 2)

  @Test func placesLieBetweenBeatsInProportion() {
    #expect(grid.seconds(atBeat: 1) == 1.5)
    #expect(grid.seconds(atBeat: 1.5) == 1.875)
    #expect(grid.beat(atSeconds: 2.625) == 2.5)
  }

  @Test func beyondItsEndsTheTempoIsThatBesideThem() {
    #expect(grid.seconds(atBeat: -1) == 0.5)
    #expect(grid.beat(atSeconds: 3.75) == 4)
  }

  @Test func placesAndTimesAreEachOthersInverse() {
    var generator = SplitMix64(seed: 8)
    for _ in 0..<200 {
      var time = Double.random(in: 0..<3, using: &generator)
      let times = (0..<40).map { _ in
        time += Double.random(in: 0.1...1.5, using: &generator)
        return time
      }
      let grid = BeatGrid(
        times: times, numbers: times.indices.map { $0 % 3 + 1 }, metre: Metre(beatsPerBar: 3))
      for _ in 0..<100 {
        let seconds = Double.random(in: -2...50, using: &generator)
        // Two divisions and products of numbers below 100 lose some units in the last place.
        #expect(abs(grid.seconds(atBeat: grid.beat(atSeconds: seconds)) - seconds) < 1e-12 * 100)
      }
    }
  }

  @Test func aBarBeginsWhereTheNumberFalls() {
    #expect(grid.bars == [0..<1, 1..<4])
  }

  @Test func tatumsDivideTheBeats() {
    #expect(grid.tatumTimes == [1, 1.25, 1.5, 1.875, 2.25, 2.625, 3])
  }

  @Test func rowsAreAveragedWithinTatums() {
    let rows: [[Double]] = [[1], [3], [5], [7]]
    let aligned = grid.aligned(rows, at: [1, 1.1, 1.3, 2.3])
    // Two rows in the first tatum, one in the second; none begins in the third and fourth.
    #expect(aligned == [[2], [5], [5], [5], [7], [7]])
  }
}
