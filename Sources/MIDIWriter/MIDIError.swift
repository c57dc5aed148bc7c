/// What is wrong with a MIDI file; offsets are in bytes from its beginning.
public enum MIDIError: Error, Equatable {
  /// The operating system does not let us at the file.
  case cannotRead(reason: String)
  /// The bytes do not begin with `MThd`.
  case notMIDIFile
  /// The file ends within its header, or the header is shorter than six bytes.
  case truncatedHeader
  /// The header names a format other than 0, 1 and 2.
  case unsupportedFormat(Int)
  /// The header divides the quarter note, or the SMPTE frame, into no ticks at all.
  case zeroDivision
  /// A chunk announces more bytes than follow.
  case truncatedChunk(offset: Int)
  /// The header announces more tracks than the file holds.
  case missingTracks(expected: Int, found: Int)
  /// A track ends within an event.
  case truncatedEvent(offset: Int)
  /// An event leaves out its status byte, but there is none before it to repeat.
  case missingStatus(offset: Int)
  /// A status byte that is not allowed in a file.
  case invalidStatus(UInt8, offset: Int)
  /// A data byte above 127.
  case invalidData(UInt8, offset: Int)
  /// A variable-length quantity of more than four bytes.
  case invalidQuantity(offset: Int)
}

extension MIDIError: CustomStringConvertible {
  /// One lower-case sentence.
  public var description: String {
    switch self {
    case .cannotRead(let reason): reason
    case .notMIDIFile: "not a MIDI file: it does not begin with 'MThd'"
    case .truncatedHeader: "the MIDI header is truncated"
    case .unsupportedFormat(let format): "MIDI format \(format) is unknown, only 0, 1 and 2 exist"
    case .zeroDivision: "the MIDI header gives no ticks to a quarter note or frame"
    case .truncatedChunk(let offset): "the MIDI chunk at byte \(offset) is truncated"
    case .missingTracks(let expected, let found):
      "the MIDI file ends after \(found) of \(expected) tracks"
    case .truncatedEvent(let offset): "the MIDI track ends within an event at byte \(offset)"
    case .missingStatus(let offset): "the MIDI event at byte \(offset) has no status to repeat"
    case .invalidStatus(let status, let offset):
      "the status \(status) at byte \(offset) is not allowed in a MIDI file"
    case .invalidData(let value, let offset):
      "the MIDI data at byte \(offset) is \(value), above 127"
    case .invalidQuantity(let offset):
      "the variable-length quantity at byte \(offset) has more than four bytes"
    }
  }
}
