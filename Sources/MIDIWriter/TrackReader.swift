import TranscriptionTypes

/// A track as it stands in the file: ticks, and numbers of seven bits.
struct RawTrack {
  /// A channel message of status 0x80…0xEF.
  struct Event {
    let tick: Int
    let status: UInt8
    let data: (Int, Int)
  }

  /// What holds from a tick on.
  struct Change<Value> {
    let tick: Int
    let value: Value
  }

  fileprivate(set) var name = ""
  fileprivate(set) var events: [Event] = []
  /// In microseconds a quarter note.
  fileprivate(set) var tempi: [Change<Int>] = []
  fileprivate(set) var metres: [Change<Metre>] = []
  fileprivate(set) var keys: [Change<MusicalKey>] = []
  /// The tick of the last event of any kind.
  fileprivate(set) var length = 0
}

/// Reads the events of a track chunk.
///
/// More is accepted than the standard asks for: a missing end-of-track event, bytes after it, and a
/// running status that outlasts meta and system-exclusive events.
struct TrackReader {
  private var reader: ByteReader
  private var track = RawTrack()
  private var runningStatus: UInt8?

  /// Reads a whole track.
  static func read(_ body: ByteReader) throws(MIDIError) -> RawTrack {
    var reader = TrackReader(reader: body)
    while reader.reader.remaining > 0 {
      guard try reader.readEvent() else { break }
    }
    return reader.track
  }

  private init(reader: ByteReader) { self.reader = reader }

  /// - Returns: whether the track goes on.
  private mutating func readEvent() throws(MIDIError) -> Bool {
    // A gap is below 2²⁸ and takes a byte at least, so no file is long enough to overflow this.
    track.length += try reader.quantity()
    guard let first = reader.next else { throw .truncatedEvent(offset: reader.offset) }
    switch first {
    case 0xFF: return try readMetaEvent()
    case 0xF0, 0xF7:
      _ = try reader.byte()
      _ = try reader.bytes(count: try reader.quantity())
    case 0xF1...0xFE: throw .invalidStatus(first, offset: reader.offset)
    default: try readChannelEvent(first)
    }
    return true
  }

  private mutating func readChannelEvent(_ first: UInt8) throws(MIDIError) {
    if first >= 0x80 { runningStatus = try reader.byte() }
    guard let status = runningStatus else { throw .missingStatus(offset: reader.offset) }
    let one = try reader.data()
    let hasOneByte = status & 0xF0 == 0xC0 || status & 0xF0 == 0xD0
    let two = hasOneByte ? 0 : try reader.data()
    track.events.append(RawTrack.Event(tick: track.length, status: status, data: (one, two)))
  }

  private mutating func readMetaEvent() throws(MIDIError) -> Bool {
    _ = try reader.byte()
    let type = try reader.byte()
    let data = try reader.bytes(count: try reader.quantity())
    switch type {
    case 0x03 where track.name.isEmpty: track.name = Self.text(data)
    case 0x2F: return false
    case 0x51 where data.count == 3:
      let microseconds = data.reduce(0) { $0 << 8 | Int($1) }
      // No time at all for a quarter note is no tempo.
      guard microseconds > 0 else { break }
      track.tempi.append(.init(tick: track.length, value: microseconds))
    case 0x58:
      guard let metre = Metre(data: data) else { break }
      track.metres.append(.init(tick: track.length, value: metre))
    case 0x59:
      guard let key = MusicalKey(data: data) else { break }
      track.keys.append(.init(tick: track.length, value: key))
    default: break
    }
    return true
  }

  /// The format leaves the encoding open: UTF-8 if it is valid, else Latin-1.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
