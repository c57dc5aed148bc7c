/// What an option or an argument takes as its value: enough to check it, to describe it and to
/// complete it in a shell.
enum ValueKind: Equatable, Sendable {
  /// The path of a file, or `-` for standard input or output; shells offer folders too.
  case file
  /// A finite decimal number; an infinite bound means that there is none.
  case number(ClosedRange<Double>)
  /// A whole number; `Int.min` and `Int.max` mean that there is no bound.
  case integer(ClosedRange<Int>)
  /// One of a few words.
  case choice([String])
  /// Seconds, or minutes or hours before them and a colon.
  case time
  /// Something else, in words.
  case form(String)

  /// The value in words, as in "--rate wants …".
  var description: String {
    switch self {
    case .file: "a file"
    case .number(let range):
      "a number" + Self.bounds(range, from: -.infinity, to: .infinity, show: plain)
    case .integer(let range):
      "a whole number" + Self.bounds(range, from: .min, to: .max, show: String.init)
    case .choice(let words): words.joinedAsAlternatives
    case .time: "a time such as 90, 1:30 or 0:01:30.5"
    case .form(let words): words
    }
  }

  private static func bounds<Bound: Comparable>(
    _ range: ClosedRange<Bound>, from lowest: Bound, to highest: Bound, show: (Bound) -> String
  ) -> String {
    switch (range.lowerBound > lowest, range.upperBound < highest) {
    case (true, true): " from \(show(range.lowerBound)) to \(show(range.upperBound))"
    case (true, false): " of at least \(show(range.lowerBound))"
    case (false, true): " of at most \(show(range.upperBound))"
    case (false, false): ""
    }
  }
}

/// Reads a finite decimal number; Swift's own reader also takes "nan", "inf" and "0x1p3".
func decimal(_ text: String) -> Double? {
  guard text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }) else { return nil }
  return Double(text).flatMap { $0.isFinite ? $0 : nil }
}

/// Reads a time in seconds from `S`, `M:S` or `H:M:S`, of which only the last may have a fraction.
func time(_ text: String) -> Double? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count <= 3, let seconds = parts.last.flatMap({ decimal(String($0)) }), seconds >= 0
  else { return nil }
  var total = 0.0
  for (place, part) in parts.dropLast().enumerated() {
    guard !part.isEmpty, part.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(part),
      place == 0 || number < 60
    else { return nil }
    total = 60 * (total + Double(number))
  }
  return parts.count == 1 || seconds < 60 ? total + seconds : nil
}

/// A number without a fraction that says nothing: 120, not 120.0.
func plain(_ number: Double) -> String {
  Int(exactly: number).map(String.init) ?? "\(number)"
}

extension [String] {
  /// "a", "a or b", "a, b or c".
  fileprivate var joinedAsAlternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
