extension NoteCreator {
  /// Faults of the reference that can be reproduced; `docs/Deviations.md` gives their size.
  public struct Quirks: OptionSet, Sendable {
    /// One bit a quirk.
    public let rawValue: Int

    /// Creates a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// A frequency limit below the lowest key becomes a negative index, which Python counts from
    /// the top: a minimum of 20 Hz leaves the highest keys only. Without the quirk such a limit
    /// excludes nothing.
    public static let negativeFrequencyIndices = Quirks(rawValue: 1 << 0)

    /// Times are corrected every 172 frames, although a window contributes 142, so they swing by
    /// −8…+11 ms around the true ones.
    public static let windowTimes = Quirks(rawValue: 1 << 1)

    /// Pitch bends are whole contour bins, measured from the lowest of the three of a key, so notes
    /// in tune are bent up by 33 cents. Without the quirk they are measured from the middle one, to
    /// a few cents.
    public static let sharpPitchBends = Quirks(rawValue: 1 << 2)

    /// Each decision looks at the whole recording: nothing is known of any note before the end, and
    /// memory grows with length. Without the quirk, notes are decided while frames arrive.
    public static let wholePieceDecisions = Quirks(rawValue: 1 << 3)

    /// The reference's times, and nearly its notes, decided while frames arrive.
    public static let standard: Quirks = [.windowTimes]

    /// The reference, faults and all.
    public static let all: Quirks = [
      .negativeFrequencyIndices, .windowTimes, .sharpPitchBends, .wholePieceDecisions,
    ]
  }
}
