/// A number with so many decimals; digits that would show nothing but zeros have no sign.
func decimal(_ number: Double, places: Int) -> String {
  let scale = (0..<places).reduce(1.0) { scale, _ in 10 * scale }
  let rounded = min((number.magnitude * scale).rounded(), 1e15)
  let sign = number < 0 && rounded > 0 ? "-" : ""
  let digits = String(Int(rounded))
  guard places > 0 else { return sign + digits }
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return sign + padded.dropLast(places) + "." + padded.suffix(places)
}
