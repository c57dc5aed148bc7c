import Exports
import MIDIWriter
import Transcription

/// The files that a transcription goes to.
///
/// All are prepared before the work, so that one which cannot be written wastes nobody's time; none
/// appears before all are complete.
struct TranscriptionOutputs: ~Copyable {
  private var midi: OutputFile?
  private var posteriorgrams: PosteriorgramArchive?
  private var table: NoteFile?
  private var document: NoteFile?
  private var lines: NoteFile?
  private var listing: NoteFile?
  private var sound: SoundOutput?
  private var picture: PictureOutput?

  init(
    _ job: TranscriptionJob, _ arguments: TranscribeArguments, origin: TranscriptionOrigin
  ) throws(ExportError) {
    func wants(_ format: OutputFormat) -> Bool { job.outputs.contains { $0.format == format } }
    func file(_ format: OutputFormat) throws(ExportError) -> OutputFile {
      let path = job.outputs.first { $0.format == format }?.path ?? "-"
      if path == "-" { return try OutputFile(standardOutputRevisable: format == .mid) }
      return try OutputFile(
        path: path, overwriting: arguments.force, sparing: job.input, revisable: format == .mid)
    }
    // All or none: the fields of a noncopyable value cannot be left half set by an error.
    let midi = wants(.mid) ? try file(.mid) : nil
    let posteriorgrams = wants(.npz) ? try PosteriorgramArchive(to: file(.npz)) : nil
    let table = wants(.csv) ? try NoteFile(file(.csv), .table(NoteTable())) : nil
    let document =
      wants(.json)
      ? try NoteFile(file(.json), .document(NoteDocument(origin.members(of: job)))) : nil
    let lines = wants(.ndjson) ? try NoteFile(file(.ndjson), .lines(NoteLines())) : nil
    let listing = wants(.txt) ? try NoteFile(file(.txt), .listing(NoteListing())) : nil
    let sound = wants(.sound) ? SoundOutput(try file(.sound)) : nil
    let svg = wants(.svg) ? try file(.svg) : nil
    let png = wants(.png) ? try file(.png) : nil
    let picture =
      wants(.svg) || wants(.png)
      ? PictureOutput(svg: svg, png: png, title: job.title, tempo: arguments.midiTempo) : nil
    self.midi = midi
    self.posteriorgrams = posteriorgrams
    self.table = table
    self.document = document
    self.lines = lines
    self.listing = listing
    self.sound = sound
    self.picture = picture
  }

  /// Writes what has become certain.
  mutating func write(_ passage: Passage) throws(ExportError) {
    for piece in passage.midi {
      try midi?.write(piece.bytes, at: piece.offset)
      sound?.append(piece)
    }
    try posteriorgrams?.append(passage.posteriorgrams, times: passage.frameTimes)
    try table?.append(passage)
    try document?.append(passage)
    try lines?.append(passage)
    try listing?.append(passage)
    picture?.append(passage)
  }

  /// Completes all files after the last passage, and gives them their names.
  consuming func commit() throws {
    try posteriorgrams?.complete()
    try document?.complete()
    try sound?.complete()
    try picture?.complete()
    try midi?.commit()
    try posteriorgrams?.commit()
    try table?.commit()
    try document?.commit()
    try lines?.commit()
    try listing?.commit()
    try sound?.commit()
    try picture?.commit()
  }
}
