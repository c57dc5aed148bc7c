/// A share; 0 of nothing.
func ratio(_ part: Double, _ whole: Double) -> Double { whole == 0 ? 0 : part / whole }

/// 2ab ⁄ (a + b), 0 when both are.
func harmonicMean(_ a: Double, _ b: Double) -> Double { ratio(2 * a * b, a + b) }

extension Array {
  /// The mean of a figure; 0 of no elements.
  func mean(of figure: (Element) -> Double) -> Double {
    ratio(reduce(0) { $0 + figure($1) }, Double(count))
  }
}
