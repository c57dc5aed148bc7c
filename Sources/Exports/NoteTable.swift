public import TranscriptionTypes

/// Notes as comma-separated values, one a line.
///
/// The columns are those of the reference's note file, except that all bends of a note share one
/// field, separated by spaces: so every line has five fields, and any reader of CSV will do.
///
/// Source: spotify/basic-pitch at fa5997a, `basic_pitch/inference.py`, `save_note_events`.
///
/// Lines are in order of onset, then pitch, and written as soon as no note can precede them.
public struct NoteTable: Sendable {
  private var queue = NoteQueue()
  private var hasHeader = false

  /// Starts without notes.
  public init() {}

  /// The next part of the table as UTF-8, its lines ended by a line feed; the first part begins
  /// with the names of the columns.
  ///
  /// Times are in seconds with as many decimals as identify them, never with an exponent. Bends
  /// are in contour bins, thirds of a semitone, with at most three decimals.
  ///
  /// - Parameters:
  ///   - notes: In any order.
  ///   - horizon: Seconds before which no note still to come begins; never falls.
  /// - Precondition: times and bends are finite.
  public mutating func append(_ notes: [NoteEvent], horizon: Double) -> [UInt8] {
    var text = hasHeader ? "" : "start_time_s,end_time_s,pitch_midi,velocity,pitch_bend\n"
    hasHeader = true
    for note in queue.append(notes, horizon: horizon) {
      let bends = note.pitchBends.map { thousandths($0 * Double(ModelConstants.binsPerSemitone)) }
      text += "\(decimal(note.onset)),\(decimal(note.offset)),\(note.pitch),\(note.velocity),"
      text += bends.joined(separator: " ") + "\n"
    }
    return Array(text.utf8)
  }
}

/// A number rounded to at most three decimals, without zeros at the end.
private func thousandths(_ number: Double) -> String {
  let count = Int((number * 1000).rounded())
  var text = "\(count < 0 ? "-" : "")\(count.magnitude / 1000)"
  if count % 1000 != 0 {
    text += "." + String(count.magnitude % 1000 + 1000).dropFirst()
    while text.last == "0" { text.removeLast() }
  }
  return text
}

/// The shortest decimal that is read back as the same number, written out.
private func decimal(_ number: Double) -> String {
  precondition(number.isFinite, "a time must be finite, got \(number)")
  let parts = number.description.split(separator: "e")
  guard parts.count == 2, let exponent = Int(parts[1]) else { return number.description }
  // Swift's own exponent form has one digit before the point, as in "-1.25e-05".
  let digits = parts[0].filter(\.isNumber)
  let sign = number < 0 ? "-" : ""
  return if exponent < 0 {
    sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
  } else {
    sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
  }
}
