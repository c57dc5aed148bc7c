/// Elementary functions that give the same bits on every processor.
///
/// The C library's differ in the last bit between processors with and without fused
/// multiply-add, and a rendering must not. These are made of plain multiplications and additions,
/// and right to a few units in the last place.
enum Portable {
  /// 2 to the power of `x`.
  static func exp2(_ x: Double) -> Double {
    guard x > -1000 else { return 0 }
    guard x < 1000 else { return .infinity }
    let whole = x.rounded()
    // Taylor's series up to the 13th power: the rest is below 10⁻¹⁷ of the sum.
    let y = (x - whole) * 0.693_147_180_559_945_3
    var sum = 1.0
    for n in stride(from: 13.0, to: 0, by: -1) { sum = 1 + sum * y / n }
    return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
  }

  /// The logarithm of a positive number to base 2.
  static func log2(_ x: Double) -> Double {
    precondition(x > 0, "no logarithm of \(x)")
    let isUpper = x.significand > 1.414
    let m = isUpper ? x.significand / 2 : x.significand
    // ln m = 2 artanh s, by its series: s is at most 0.172, and its 25th power 10⁻¹⁹.
    let s = (m - 1) / (m + 1)
    var sum = 0.0
    for n in stride(from: 23.0, to: 0, by: -2) { sum = 1 / n + s * s * sum }
    return Double(x.exponent) + (isUpper ? 1 : 0) + s * sum * 2.885_390_081_777_926_8
  }

  /// `x`, which is positive, to the power of `y`.
  static func pow(_ x: Double, _ y: Double) -> Double { exp2(y * log2(x)) }

  /// e to the power of `x`.
  static func exp(_ x: Double) -> Double { exp2(x * 1.442_695_040_888_963_4) }

  /// The sine of an angle in radians, up to some millions.
  static func sin(_ x: Double) -> Double { sine(of: x, quarters: 0) }

  /// The cosine, likewise.
  static func cos(_ x: Double) -> Double { sine(of: x, quarters: 1) }

  /// The sine of an angle and so many right angles.
  private static func sine(of x: Double, quarters: Int) -> Double {
    let turns = (x / (0.5 * Double.pi)).rounded()
    // π / 2 in two parts, the first of 33 bits, so that its multiples are exact.
    let y = (x - turns * 1.570_796_326_734_125_6) - turns * 6.077_100_506_506_192e-11
    let quadrant = (Int(turns) + quarters) & 3
    // Taylor's series up to the 17th power of at most π / 4: the rest is below 10⁻¹⁸.
    let isOdd = quadrant & 1 == 0
    var sum = 1.0
    for n in stride(from: isOdd ? 17.0 : 16.0, to: 1, by: -2) {
      sum = 1 - sum * y * y / (n * (n - 1))
    }
    return (isOdd ? y * sum : sum) * (quadrant < 2 ? 1 : -1)
  }
}
