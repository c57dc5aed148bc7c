/// How beats are grouped into bars, and how they divide.
public struct Metre: Hashable, Sendable {
  /// Beats in a bar, at least 1.
  public let beatsPerBar: Int

  /// Whether a beat divides into three, as in 6/8, and not into two.
  public let isCompound: Bool

  /// - Precondition: at least one beat.
  public init(beatsPerBar: Int, isCompound: Bool = false) {
    precondition(beatsPerBar > 0, "a bar has at least one beat")
    self.beatsPerBar = beatsPerBar
    self.isCompound = isCompound
  }

  /// The upper number of the time signature.
  public var numerator: Int { isCompound ? 3 * beatsPerBar : beatsPerBar }

  /// The lower number: quarters, or eighths of which three make a beat.
  public var denominator: Int { isCompound ? 8 : 4 }

  /// Quarter notes in a beat.
  public var quartersPerBeat: Double { isCompound ? 1.5 : 1 }

  /// As musicians write it: "4/4" or "6/8".
  public var name: String { "\(numerator)/\(denominator)" }

  /// The same beats in bars of another length.
  public func with(beatsPerBar: Int) -> Metre {
    Metre(beatsPerBar: beatsPerBar, isCompound: isCompound)
  }
}
