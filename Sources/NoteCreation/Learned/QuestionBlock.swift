/// What a small network is asked together: rows of measurements, side by side.
struct QuestionBlock: Sendable {
  static var rowCount: Int { SIMD8<Float>.scalarCount }

  /// The first measurement of every row, the second of every row, and so on; standardised by the network
  /// that is asked.
  var values: [Float]
  /// Of the network, once it was asked: the first output for every row, then the second.
  var answers: [Float]
  /// Where the next measurement goes.
  private var place = 0

  init(for network: SmallNetwork) {
    values = Array(repeating: 0, count: network.inputCount * Self.rowCount)
    answers = Array(repeating: 0, count: network.outputCount * Self.rowCount)
  }

  /// Begins with the first measurement of all rows.
  mutating func begin() { place = 0 }

  /// Begins with the first measurement of one row.
  mutating func begin(row: Int) { place = row }

  /// Writes the next measurement of all rows.
  @inline(__always)
  mutating func write(_ measurement: SIMD8<Float>) {
    precondition(place + Self.rowCount <= values.count, "no room")
    let first = place
    var target = values.mutableSpan
    for row in 0..<Self.rowCount { target[unchecked: first &+ row] = measurement[row] }
    place &+= Self.rowCount
  }

  /// Writes the next measurement of the row.
  @inline(__always)
  mutating func write(_ measurement: Float) {
    values[place] = measurement
    place &+= Self.rowCount
  }

  /// Writes as many of the row as there are, by number.
  @inline(__always)
  mutating func write(_ count: Int, _ measurement: (_ i: Int) -> Float) {
    guard count > 0 else { return }
    precondition(place + (count - 1) * Self.rowCount < values.count, "no room")
    var next = place
    var target = values.mutableSpan
    for i in 0..<count {
      target[unchecked: next] = measurement(i)
      next &+= Self.rowCount
    }
    place = next
  }
}
