/// What a network is shown: measurements that are written one after another, into memory that stays.
struct MeasurementRow: Sendable {
  /// The measurements, once all are written.
  var values: [Float]
  /// Where the next one goes.
  private var place = 0

  /// Room for so many.
  init(count: Int) { values = Array(repeating: 0, count: count) }

  /// Begins anew.
  mutating func clear() { place = 0 }

  mutating func write(_ value: Float) {
    values[place] = value
    place &+= 1
  }

  /// Writes three.
  mutating func write(_ a: Float, _ b: Float, _ c: Float) {
    write(3) { $0 == 0 ? a : $0 == 1 ? b : c }
  }

  /// Writes as many as there are, by number.
  @inline(__always)
  mutating func write(_ count: Int, _ value: (_ i: Int) -> Float) {
    precondition(place + count <= values.count, "no room")
    let first = place
    var target = values.mutableSpan
    for i in 0..<count { target[unchecked: first &+ i] = value(i) }
    place &+= count
  }
}
