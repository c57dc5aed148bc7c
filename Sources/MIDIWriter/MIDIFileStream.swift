import TranscriptionTypes

/// A MIDI file that is written while its notes are still being found.
///
/// The bytes are those of `MIDIFileEncoder` for the arrangement of all notes. Notes that nothing can
/// precede any more leave the memory, unless each pitch gets a track of its own: tracks follow
/// each other in a file, and the order of the tracks is that in which the notes come, so then
/// everything waits for the end.
public struct MIDIFileStream: Sendable {
  /// Bytes and their place in the file.
  public struct Piece: Equatable, Sendable {
    /// Bytes before it. Pieces follow each other, but for those that correct an earlier one.
    public let offset: Int
    /// What stands there.
    public let bytes: [UInt8]

    /// Bytes for a place.
    public init(offset: Int, bytes: [UInt8]) {
      self.offset = offset
      self.bytes = bytes
    }
  }

  private let settings: NoteArranger.Settings
  private var queue = NoteQueue()
  private var arranger: TrackArranger
  private var track: TrackChunk
  private let tempoMap: TempoMap
  /// The bytes before the track.
  private let beginning: [UInt8]
  private var byteCount = 0
  private var isEmpty = true
  /// What cannot be streamed.
  private var gathered: [NoteEvent] = []

  /// Starts without notes.
  ///
  /// - Precondition: the settings lie in their ranges.
  public init(settings: NoteArranger.Settings = NoteArranger.Settings()) {
    settings.checkPreconditions()
    self.settings = settings
    arranger = TrackArranger(settings: settings)
    track = TrackChunk(name: settings.trackName)
    (beginning, tempoMap) = MIDIFileEncoder(ticksPerQuarter: settings.ticksPerQuarter)
      .beginning(of: GridTempo(settings: settings).beginning, trackCount: 1)
  }

  /// Takes in notes, in any order.
  ///
  /// - Parameter horizon: seconds before which no note still to come begins; never falls.
  /// - Returns: what can be written.
  public mutating func append(_ notes: [NoteEvent], horizon: Double) -> [Piece] {
    if settings.pitchBends == .perPitch {
      gathered += notes
      return []
    }
    for note in queue.append(notes, horizon: horizon) {
      isEmpty = false
      arranger.append(note)
    }
    let events = arranger.takeEvents()
    return events.isEmpty ? [] : [piece(with: events)]
  }

  /// The rest of the file, and the length of its track, which stands before the track.
  public consuming func finish() -> [Piece] {
    var pieces = append([], horizon: .infinity)
    if isEmpty { return whole() }
    pieces.append(piece(with: arranger.finish(), isLast: true))
    pieces.append(Piece(offset: beginning.count, bytes: track.header))
    return pieces
  }

  /// What follows the last piece.
  private mutating func piece(with events: [MIDIEvent], isLast: Bool = false) -> Piece {
    for event in events { track.append(event, tick: tempoMap.tick(atSeconds: event.time)) }
    if isLast { track.end() }
    let bytes = byteCount == 0 ? beginning + track.header + track.takeBody() : track.takeBody()
    defer { byteCount += bytes.count }
    return Piece(offset: byteCount, bytes: bytes)
  }

  /// A file that was not streamed.
  private func whole() -> [Piece] {
    let file = NoteArranger(settings: settings).arrange(gathered)
    let encoder = MIDIFileEncoder(ticksPerQuarter: settings.ticksPerQuarter)
    return [Piece(offset: 0, bytes: encoder.encode(file))]
  }
}
