import MIDIWriter

/// A MIDI file in memory, for those who want the music as a whole.
struct MIDIBytes {
  private(set) var bytes: [UInt8] = []

  /// Takes in what there is to write, which may replace earlier bytes.
  mutating func append(_ piece: MIDIFileStream.Piece) {
    let end = min(piece.offset + piece.bytes.count, bytes.count)
    bytes.replaceSubrange(piece.offset..<end, with: piece.bytes)
  }
}
