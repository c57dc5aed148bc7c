/// How beats are grouped into bars, and how they divide.
public struct Metre: Hashable, Sendable {
  /// Beats in a bar, at least 1.
  public let beatsPerBar: Int

  /// Whether a beat divides into three, as in 6/8, and not into two.
  public let isCompound: Bool

  /// The lower number of the time signature, 1, 2, 4 … 64: that part of a whole note is a beat, or a third
  /// of a compound one. Beats that are found are quarters, or three eighths.
  public let denominator: Int

  /// The lower numbers that there are.
  public static let denominators = [1, 2, 4, 8, 16, 32, 64]

  /// - Parameter denominator: nil for quarters, or eighths of which three make a beat.
  /// - Precondition: at least one beat, and one of the ``denominators``.
  public init(beatsPerBar: Int, isCompound: Bool = false, denominator: Int? = nil) {
    precondition(beatsPerBar > 0, "a bar has at least one beat")
    self.beatsPerBar = beatsPerBar
    self.isCompound = isCompound
    self.denominator = denominator ?? (isCompound ? 8 : 4)
    precondition(Self.denominators.contains(self.denominator), "a lower number is 1, 2, 4 … 64")
  }

  /// Four quarters.
  public static let common = Metre(beatsPerBar: 4)

  /// The upper number of the time signature.
  public var numerator: Int { isCompound ? 3 * beatsPerBar : beatsPerBar }

  /// Quarter notes in a beat.
  public var quartersPerBeat: Double { (isCompound ? 12 : 4) / Double(denominator) }

  /// Quarter notes in a bar.
  public var quartersPerBar: Double { Double(beatsPerBar) * quartersPerBeat }

  /// As musicians write it: "4/4" or "6/8".
  public var name: String { "\(numerator)/\(denominator)" }

  /// The same beats in bars of another length.
  public func with(beatsPerBar: Int) -> Metre {
    Metre(beatsPerBar: beatsPerBar, isCompound: isCompound, denominator: denominator)
  }
}
