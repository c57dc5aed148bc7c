/// Rows of bytes in time order, as many as fit: when they become too many, neighbours are merged.
///
/// A merged row has the largest value of each column, so that what is short still shows. This is
/// how a picture of a recording of any length keeps to a size: up to `limit` rows it is complete,
/// then it has half the resolution, then a quarter.
struct MergedRows: Sendable {
  /// Bytes in a row.
  let width: Int
  /// Rows at most; even.
  let limit: Int
  /// Rows that were appended for each one that is kept.
  private(set) var rowsPerRow = 1

  private var complete: [UInt8] = []
  private var unfinished: [UInt8]
  private var unfinishedCount = 0

  /// - Precondition: the width is positive, and the limit positive and even.
  init(width: Int, limit: Int) {
    precondition(width > 0 && limit > 0 && limit % 2 == 0, "an even number of rows")
    self.width = width
    self.limit = limit
    unfinished = [UInt8](repeating: 0, count: width)
  }

  /// The rows, side by side.
  var values: [UInt8] { unfinishedCount > 0 ? complete + unfinished : complete }

  /// Rows there are.
  var count: Int { complete.count / width + (unfinishedCount > 0 ? 1 : 0) }

  /// Appends a row.
  mutating func append(_ row: some Collection<UInt8>) {
    precondition(row.count == width, "a row of \(width)")
    if complete.count == limit * width { halve() }
    for (column, value) in row.enumerated() { unfinished[column] = max(unfinished[column], value) }
    unfinishedCount += 1
    guard unfinishedCount == rowsPerRow else { return }
    complete += unfinished
    for column in unfinished.indices { unfinished[column] = 0 }
    unfinishedCount = 0
  }

  private mutating func halve() {
    for row in 0..<limit / 2 {
      for column in 0..<width {
        let first = 2 * row * width + column
        complete[row * width + column] = max(complete[first], complete[first + width])
      }
    }
    complete.removeLast(limit / 2 * width)
    rowsPerRow *= 2
  }
}
