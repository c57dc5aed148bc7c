import Exports
import MIDIWriter
import Transcription

/// The files that a transcription goes to, named after the MIDI file.
///
/// All are prepared before the work, so that one which cannot be written wastes nobody's time; none
/// appears before all are complete.
struct TranscriptionOutputs: ~Copyable {
  private var midi: OutputFile
  private var posteriorgrams: OutputFile?
  private var table: OutputFile?
  private var sound: OutputFile?

  init(_ arguments: TranscribeArguments) throws(ExportError) {
    let path = arguments.output ?? FilePath(arguments.input).withoutExtension + ".mid"
    let stem = FilePath(path).withoutExtension
    func file(_ path: String) throws(ExportError) -> OutputFile {
      try OutputFile(path: path, overwriting: arguments.force, sparing: arguments.input)
    }
    // All or none: the fields of a noncopyable value cannot be left half set by an error.
    let midi = try file(path)
    let posteriorgrams = arguments.saveModelOutputs ? try file(stem + ".npz") : nil
    let table = arguments.saveNoteEvents ? try file(stem + ".csv") : nil
    let sound = arguments.sonifyMIDI ? try file(stem + ".sonified.wav") : nil
    self.midi = midi
    self.posteriorgrams = posteriorgrams
    self.table = table
    self.sound = sound
  }

  mutating func write(_ transcription: Transcription) throws {
    try midi.write(MIDIFileEncoder().encode(transcription.midi))
    let archive = NumPyArchive(
      transcription.posteriorgrams, times: transcription.frameTimes.map(Float.init))
    try posteriorgrams?.write(archive)
    try table?.write(NoteTable(transcription.notesInOrder).encode())
    if let path = sound?.temporaryPath {
      try Renderer().render(transcription.midi, to: path)
    }
  }

  consuming func commit() throws(ExportError) {
    try midi.commit()
    try posteriorgrams?.commit()
    try table?.commit()
    try sound?.commit()
  }
}
