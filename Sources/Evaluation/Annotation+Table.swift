extension Annotation {
  /// Latest time that is believed, in seconds: 30 years.
  private static let latestTime = 1e9

  /// Reads a table of notes: a line a note, its fields separated by commas.
  ///
  /// The first fields are onset and offset in seconds, MIDI pitch and, where known, velocity; any
  /// number of others may follow, such as the bends that the reference writes. The first line may
  /// name the columns. Empty lines are skipped, spaces around fields as well.
  ///
  /// - Parameter bytes: Text in UTF-8.
  public init(table bytes: [UInt8]) throws(EvaluationError) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
    var notes: [AnnotatedNote] = []
    var mayBeHeader = true
    // Line feeds end the lines, carriage returns before them count as spaces.
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isSpace) {
      let row = TableRow(line, number: index + 1)
      defer { mayBeHeader = false }
      if mayBeHeader && row.isHeader { continue }
      notes.append(
        AnnotatedNote(
          onset: try row.number(.onset, in: 0...Self.latestTime),
          offset: try row.number(.offset, in: 0...Self.latestTime),
          pitch: try row.number(.pitch, in: 0...127),
          velocity: row.hasVelocity ? try row.number(.velocity, in: 0...1e6) : nil))
    }
    self.init(notes)
  }
}

/// A line of a table of notes.
private struct TableRow {
  private let number: Int
  private let fields: [String]

  init(_ line: ArraySlice<UInt8>, number: Int) {
    self.number = number
    // What follows the velocity, thousands of bends perhaps, stays in one piece.
    fields = line.split(
      separator: UInt8(ascii: ","), maxSplits: NoteColumn.allCases.count,
      omittingEmptySubsequences: false
    )
    .map { field in
      var text = field.drop(while: \.isSpace)
      while text.last?.isSpace == true { text.removeLast() }
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// Whether it names columns: none of the first three is a number, and all are there.
  var isHeader: Bool {
    fields.count >= 3 && fields.prefix(3).allSatisfy { !$0.isEmpty && decimal($0) == nil }
  }

  var hasVelocity: Bool {
    fields.count > NoteColumn.velocity.rawValue && !fields[NoteColumn.velocity.rawValue].isEmpty
  }

  func number(_ column: NoteColumn, in range: ClosedRange<Double>) throws(EvaluationError) -> Double
  {
    guard column.rawValue < fields.count else {
      throw .missingColumn(line: number, column: column)
    }
    let text = fields[column.rawValue]
    guard let value = decimal(text) else {
      throw .notANumber(line: number, column: column, text: String(text.prefix(20)))
    }
    guard range.contains(value) else {
      throw .outOfRange(line: number, column: column, value: value, limits: range)
    }
    return value
  }
}

/// Reads a finite decimal number; Swift's own reader also takes "nan", "inf" and "0x1p3".
private func decimal(_ text: String) -> Double? {
  guard text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }) else { return nil }
  return Double(text).flatMap { $0.isFinite ? $0 : nil }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
