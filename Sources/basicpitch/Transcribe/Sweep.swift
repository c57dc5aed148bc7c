/// An option that is to have one value after another.
struct Sweep: Equatable, Sendable {
  /// The option's name, without the dashes.
  let option: String
  /// Written as they are read, in decimals.
  let values: [String]

  /// Reads `NAME=FROM:TO:STEP` or `NAME=A,B,...`; nil if it is neither.
  init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    option = parts[0].hasPrefix("--") ? String(parts[0].dropFirst(2)) : parts[0]
    guard let values = Self.range(parts[1]) ?? Self.list(parts[1]) else { return nil }
    self.values = values
  }

  /// What the values are called in the names of results: "onset-threshold=0.3".
  var labels: [String] { values.map { "\(option)=\($0)" } }

  private static func range(_ text: String) -> [String]? {
    let bounds = text.split(separator: ":", omittingEmptySubsequences: false)
      .compactMap { ExactDecimal(String($0)) }
    guard bounds.count == 3, text.filter({ $0 == ":" }).count == 2 else { return nil }
    let places = bounds.map(\.places).max() ?? 0
    let (first, last, step) = (
      bounds[0].digits(places: places), bounds[1].digits(places: places),
      bounds[2].digits(places: places)
    )
    // One more than are allowed is enough to complain about.
    guard step > 0, first <= last else { return nil }
    return stride(from: first, through: last, by: step).prefix(Self.mostResults + 1).map {
      ExactDecimal(digits: $0, places: places).text
    }
  }

  private static func list(_ text: String) -> [String]? {
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    let values = words.compactMap { ExactDecimal(String($0))?.text }
    guard values.count == words.count else { return nil }
    return values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Results of a recording at most: each has a decoder in memory and files that are open.
  static let mostResults = 200
}

/// A decimal number as it was written: 0.3 is 3 tenths, not what a `Double` makes of it.
private struct ExactDecimal {
  let digits: Int
  /// Digits behind the point.
  let places: Int

  init(digits: Int, places: Int) {
    self.digits = digits
    self.places = places
  }

  /// Reads "12", "0.30" or ".5", of at most nine digits; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    let digits = parts[0] + fraction
    guard 1...9 ~= digits.utf8.count, digits.utf8.allSatisfy({ 48...57 ~= $0 }),
      let number = Int(digits)
    else { return nil }
    self.init(digits: number, places: fraction.utf8.count)
  }

  /// The number times a power of ten.
  ///
  /// - Precondition: no fewer places than it has, and no more than nine.
  func digits(places: Int) -> Int {
    (self.places..<places).reduce(digits) { digits, _ in 10 * digits }
  }

  /// As short as it gets: "0.3".
  var text: String {
    let padded = String(repeating: "0", count: max(0, places + 1 - "\(digits)".count)) + "\(digits)"
    guard places > 0 else { return padded }
    let fraction = padded.suffix(places)
    let kept = fraction.lastIndex { $0 != "0" }.map { fraction[...$0] } ?? ""
    return padded.dropLast(places) + (kept.isEmpty ? "" : "." + kept)
  }
}
