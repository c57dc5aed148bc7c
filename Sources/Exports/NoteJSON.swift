public import TranscriptionTypes

/// Notes as JSON, one on each line: for programs that read them while they come.
///
/// An object has `start` and `end` in seconds, `pitch` as MIDI number, its `name` (C4 is 60),
/// `velocity`, `confidence` from 0 to 1, and `bends` in cents, evenly spaced from start to end, empty
/// for a note in tune. Lines are in order of onset, then pitch, and written as soon as no note can
/// precede them.
public struct NoteLines: Sendable {
  private var queue = NoteQueue()

  /// Starts without notes.
  public init() {}

  /// The next lines.
  ///
  /// - Parameters:
  ///   - notes: In any order.
  ///   - horizon: Seconds before which no note still to come begins; never falls.
  /// - Precondition: times and bends are finite.
  public mutating func append(_ notes: [NoteEvent], horizon: Double) -> [UInt8] {
    Array(queue.append(notes, horizon: horizon).map { $0.json.line + "\n" }.joined().utf8)
  }
}

/// Notes as one JSON document, with what they came from.
///
/// `notes` is an array of objects as in ``NoteLines``, one on each line.
public struct NoteDocument: Sendable {
  private var queue = NoteQueue()
  /// What stands before the next note.
  private var lead: String

  /// - Parameter members: What the document says besides the notes.
  public init(_ members: [(name: String, value: JSONValue)]) {
    let object = members.map { "\(JSONValue.string($0.name).line):\($0.value.line),\n" }
    lead = "{" + object.joined() + "\"notes\":["
  }

  /// The next part of the document.
  ///
  /// - Parameters:
  ///   - notes: In any order.
  ///   - horizon: Seconds before which no note still to come begins; never falls.
  /// - Precondition: times and bends are finite.
  public mutating func append(_ notes: [NoteEvent], horizon: Double) -> [UInt8] {
    var text = ""
    for note in queue.append(notes, horizon: horizon) {
      text += lead + "\n" + note.json.line
      lead = ","
    }
    return Array(text.utf8)
  }

  /// What stands after the last note.
  public var end: [UInt8] { Array(((lead == "," ? "" : lead) + "\n]}\n").utf8) }
}

extension NoteEvent {
  fileprivate var json: JSONValue {
    .object([
      ("start", .number(rounded(onset, to: 1e-6))), ("end", .number(rounded(offset, to: 1e-6))),
      ("pitch", .integer(pitch)), ("name", .string(pitchName)), ("velocity", .integer(velocity)),
      ("confidence", .number(rounded(Double(confidence), to: 1e-4))),
      ("bends", .array(pitchBends.map { .number(rounded(100 * $0, to: 0.1)) })),
    ])
  }

  /// The key in letters, black ones as sharps: C4 is 60.
  var pitchName: String {
    let names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
    return names[pitch % 12] + "\(pitch / 12 - 1)"
  }
}

/// The nearest multiple of a step, as the decimal that a person would write; never minus zero.
private func rounded(_ number: Double, to step: Double) -> Double {
  let scale = (1 / step).rounded()
  return (number * scale).rounded() / scale + 0
}
