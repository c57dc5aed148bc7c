import TestSupport
import Testing

@testable import CheckingPage

@Suite struct MergedRowsTests {
  @Test func upToTheLimitRowsAreKept() {
    var rows = MergedRows(width: 2, limit: 4)
    for row in [[1, 8], [2, 7], [3, 6], [4, 5]] as [[UInt8]] { rows.append(row) }
    #expect(rows.values == [1, 8, 2, 7, 3, 6, 4, 5] && rows.count == 4 && rows.rowsPerRow == 1)
  }

  @Test func beyondItNeighboursBecomeTheirMaxima() {
    var rows = MergedRows(width: 2, limit: 4)
    for row in [[1, 8], [2, 7], [3, 6], [4, 5], [0, 9]] as [[UInt8]] { rows.append(row) }
    #expect(rows.values == [2, 8, 4, 6, 0, 9] && rows.count == 3 && rows.rowsPerRow == 2)
    rows.append([6, 1])
    #expect(rows.values == [2, 8, 4, 6, 6, 9] && rows.count == 3)
  }

  @Test func rowsAreTheMaximaOfAsManyAsFitWhateverTheirNumber() {
    var generator = SplitMix64(seed: 1)
    for count in 0...70 {
      let all = (0..<count).map { _ in
        (0..<3).map { _ in UInt8.random(in: 0...255, using: &generator) }
      }
      var rows = MergedRows(width: 3, limit: 8)
      for row in all { rows.append(row) }
      var group = 1
      while group * 8 < count { group *= 2 }
      let expected = stride(from: 0, to: count, by: group).flatMap { start in
        all[start..<min(start + group, count)].reduce([0, 0, 0]) { zip($0, $1).map(max) }
      }
      #expect(rows.values == expected && rows.rowsPerRow == group, "\(count) rows")
    }
  }
}
