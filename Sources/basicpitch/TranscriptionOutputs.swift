import Exports
import MIDIWriter
import Transcription

/// The files that a transcription goes to, named after the MIDI file.
///
/// All are prepared before the work, so that one which cannot be written wastes nobody's time; none
/// appears before all are complete.
struct TranscriptionOutputs: ~Copyable {
  private var midi: OutputFile
  private var posteriorgrams: PosteriorgramArchive?
  private var table: OutputFile?
  private var rows = NoteTable()
  private var sound: OutputFile?

  init(_ arguments: TranscribeArguments) throws(ExportError) {
    let path = arguments.output ?? FilePath(arguments.input).withoutExtension + ".mid"
    let stem = FilePath(path).withoutExtension
    func file(_ path: String, revisable: Bool = false) throws(ExportError) -> OutputFile {
      try OutputFile(
        path: path, overwriting: arguments.force, sparing: arguments.input, revisable: revisable)
    }
    // All or none: the fields of a noncopyable value cannot be left half set by an error.
    let midi = try file(path, revisable: true)
    let posteriorgrams =
      arguments.saveModelOutputs ? try PosteriorgramArchive(to: file(stem + ".npz")) : nil
    let table = arguments.saveNoteEvents ? try file(stem + ".csv") : nil
    let sound = arguments.sonifyMIDI ? try file(stem + ".sonified.wav") : nil
    self.midi = midi
    self.posteriorgrams = posteriorgrams
    self.table = table
    self.sound = sound
  }

  /// Writes what has become certain.
  mutating func write(_ passage: Passage) throws(ExportError) {
    for piece in passage.midi { try midi.write(piece.bytes, at: piece.offset) }
    try posteriorgrams?.append(passage.posteriorgrams, times: passage.frameTimes)
    try table?.write(rows.append(passage.notes, horizon: passage.horizon))
  }

  /// Completes all files after the last passage, and gives them their names.
  consuming func commit() throws {
    try posteriorgrams?.complete()
    if let path = sound?.temporaryPath {
      // The synthesiser wants the music as a whole.
      try Renderer().render(MIDIFileDecoder().decode(midi.contents()), to: path)
    }
    try midi.commit()
    try posteriorgrams?.commit()
    try table?.commit()
    try sound?.commit()
  }
}
