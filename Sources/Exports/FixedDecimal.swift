/// A number with so many decimals; digits that would show nothing but zeros have no sign.
///
/// - Precondition: it is finite, and its digits are fewer than nineteen.
func fixed(_ number: Double, places: Int) -> String {
  var bytes: [UInt8] = []
  bytes.append(fixed: number, places: places)
  return String(decoding: bytes, as: UTF8.self)
}

extension [UInt8] {
  /// Appends ``fixed(_:places:)``, where many numbers are written.
  mutating func append(fixed number: Double, places: Int) {
    let scale = (0..<places).reduce(1.0) { scale, _ in 10 * scale }
    let rounded = Int((number.magnitude * scale).rounded())
    if number < 0, rounded > 0 { append(UInt8(ascii: "-")) }
    let first = endIndex
    // The last digit first, up to one before the point.
    var rest = rounded
    for place in 0... {
      if place == places { append(UInt8(ascii: ".")) }
      guard rest > 0 || place <= places else { break }
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    self[first...].reverse()
  }
}
