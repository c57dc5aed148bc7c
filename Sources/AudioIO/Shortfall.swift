/// How a recording that is not whole ends.
public struct Shortfall: Equatable, Sendable {
  /// What could be read, from the beginning of the recording, in seconds.
  public let seconds: Double
  /// What there should have been, in seconds, where the header tells.
  public let announcedSeconds: Double?
  /// What the decoder made of the bytes at that point; nil where there are none.
  public let reason: String?

  /// What to say of a recording, which is left as it is: "ends early, after 1.000 of 2.000 s".
  public var description: String {
    let read =
      announcedSeconds.map { "\(thousandths(seconds)) of \(thousandths($0)) s" }
      ?? "\(thousandths(seconds)) s"
    return reason.map { "is damaged after \(read): \($0)" } ?? "ends early, after \(read)"
  }
}

/// A number with three decimals.
func thousandths(_ number: Double) -> String {
  guard let count = Int(exactly: (number * 1000).rounded()) else { return "\(number)" }
  return "\(count / 1000).\(String(count % 1000 + 1000).dropFirst())"
}
