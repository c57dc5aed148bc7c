/// The shortest and the middle one of several times.
///
/// On a machine that others use too, the shortest is what the code can do, and the middle one what
/// it did.
struct Timing {
  let minimum: Duration
  let median: Duration

  /// - Precondition: there is at least one time.
  init(_ times: [Duration]) {
    let sorted = times.sorted()
    minimum = sorted[0]
    median = sorted[sorted.count / 2]
  }

  /// Times `work` again and again, after a first round that does not count.
  init(rounds: Int, of work: () throws -> Void) rethrows {
    try work()
    let clock = ContinuousClock()
    self.init(try (0..<rounds).map { _ in try clock.measure(work) })
  }
}

extension Duration {
  var milliseconds: Double { self / .milliseconds(1) }
}

/// A number with `digits` digits after the point, right-aligned.
func fixed(_ value: Double, digits: Int, width: Int = 0) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((value * scale).rounded())
  var text = String(scaled.magnitude)
  if digits > 0 {
    text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
  }
  if scaled < 0 { text = "-" + text }
  return String(repeating: " ", count: max(0, width - text.count)) + text
}
