/// A number with so many decimals; digits that would show nothing but zeros have no sign.
///
/// - Precondition: it is finite, and its digits are fewer than nineteen.
func fixed(_ number: Double, places: Int) -> String {
  let scale = (0..<places).reduce(1.0) { scale, _ in 10 * scale }
  let rounded = (number.magnitude * scale).rounded()
  let digits = String(Int(rounded))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return (number < 0 && rounded > 0 ? "-" : "") + padded.dropLast(places) + "."
    + padded.suffix(places)
}
