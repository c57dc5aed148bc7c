/// Where a note stands in the score, on a grid that holds 32nd notes and triplets of sixteenths.
public struct NotePlace: Equatable, Sendable {
  /// Units of the grid in a quarter note.
  public static let unitsPerQuarter = 24

  /// Units from the first beat of the grid to the beginning of the note.
  public var onset: Int

  /// Units from the first beat of the grid to the end of the note; greater than `onset`.
  public var end: Int

  /// Creates a place.
  public init(onset: Int, end: Int) {
    self.onset = onset
    self.end = end
  }
}

extension Metre {
  /// Units of ``NotePlace`` in a beat.
  public var unitsPerBeat: Int { isCompound ? 36 : NotePlace.unitsPerQuarter }
}
