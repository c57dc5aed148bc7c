import Exports
import MIDIWriter
import Transcription

/// The notes as the synthesiser plays them; it wants the music as a whole.
struct SoundOutput: ~Copyable {
  private let file: OutputFile
  private var music = MIDIBytes()

  init(_ file: consuming OutputFile) { self.file = file }

  mutating func append(_ piece: MIDIFileStream.Piece) { music.append(piece) }

  /// Renders the music after the last piece.
  func complete() throws {
    _ = try Renderer().render(MIDIFileDecoder().decode(music.bytes), to: file.temporaryPath)
  }

  consuming func commit() throws(ExportError) { try file.commit() }
}
