import Exports
import MIDIWriter
import Transcription

/// The notes as the synthesiser plays them; it wants the music as a whole.
struct SoundOutput: ~Copyable {
  private let file: OutputFile
  /// The MIDI file so far.
  private var music: [UInt8] = []

  init(_ file: consuming OutputFile) { self.file = file }

  mutating func append(_ piece: MIDIFileStream.Piece) {
    let end = min(piece.offset + piece.bytes.count, music.count)
    music.replaceSubrange(piece.offset..<end, with: piece.bytes)
  }

  /// Renders the music after the last piece.
  func complete() throws {
    try Renderer().render(MIDIFileDecoder().decode(music), to: file.temporaryPath)
  }

  consuming func commit() throws(ExportError) { try file.commit() }
}
