/// How much beats resemble others some beats later.
struct Recurrence {
  /// What a beat is like, less what all are like.
  private let rows: [[Double]]

  /// - Parameter rows: one for each beat, all as long.
  init(_ rows: [[Double]]) {
    let means = (rows.first ?? []).indices.map { column in
      rows.reduce(0) { $0 + $1[column] } / Double(rows.count)
    }
    self.rows = rows.map { row in zip(row, means).map { $0 - $1 } }
  }

  /// The correlation of all beats with those some beats later, -1…1; 0 where that is too far.
  func correlation(atLag lag: Int) -> Double {
    guard lag < rows.count - 2 else { return 0 }
    var (product, early, late) = (0.0, 0.0, 0.0)
    for (first, second) in zip(rows, rows.dropFirst(lag)) {
      for (a, b) in zip(first, second) {
        product += a * b
        early += a * a
        late += b * b
      }
    }
    return product / ((early * late).squareRoot() + 1e-9)
  }
}
