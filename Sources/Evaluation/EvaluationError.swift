/// Why notes cannot be read or compared; lines are counted from 1.
public enum EvaluationError: Error, Equatable {
  /// A line ends before the pitch.
  case missingColumn(line: Int, column: NoteColumn)
  /// A field is no decimal number.
  case notANumber(line: Int, column: NoteColumn, text: String)
  /// A number that no note can have.
  case outOfRange(line: Int, column: NoteColumn, value: Double, limits: ClosedRange<Double>)
  /// So many notes lie within the tolerances of each other that the pairs do not fit in memory.
  case tooManyCandidates(limit: Int)
}

/// The fields of a table of notes, in order.
public enum NoteColumn: Int, CaseIterable, Sendable {
  /// Seconds.
  case onset
  /// Seconds.
  case offset
  /// MIDI number.
  case pitch
  /// On any scale.
  case velocity
}

extension EvaluationError: CustomStringConvertible {
  /// One lower-case sentence.
  public var description: String {
    switch self {
    case .missingColumn(let line, let column): "line \(line) has no \(column)"
    case .notANumber(let line, let column, let text):
      "the \(column) in line \(line) is no number: '\(text)'"
    case .outOfRange(let line, let column, let value, let limits):
      "the \(column) in line \(line) is \(value), not from \(limits.lowerBound) to"
        + " \(limits.upperBound)"
    case .tooManyCandidates(let limit):
      "more than \(limit) pairs of notes lie within the tolerances; use narrower ones"
    }
  }
}
