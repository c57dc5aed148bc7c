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

    /// Notes and bends are decided by the reference's rules. These look at the whole recording: nothing
    /// is known of any note before the end, and memory grows with length. Bends are measured from
    /// the lowest of the three contour bins of a key instead of the middle one, so notes in tune are
    /// bent up by 33 cents.
    public static let referenceDecisions = Quirks(rawValue: 1 << 2)

    /// Velocity says how sure the network is of a note, not how loud the note is.
    public static let velocityOfConfidence = Quirks(rawValue: 1 << 3)

    /// None: what the recording says, decided while frames arrive.
    public static let standard: Quirks = []

    /// The reference, faults and all.
    public static let all: Quirks = [
      .negativeFrequencyIndices, .windowTimes, .referenceDecisions,
      .velocityOfConfidence,
    ]
  }
}
