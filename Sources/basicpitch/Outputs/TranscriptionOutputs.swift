import Exports
import MIDIWriter
import Transcription

/// The files that a transcription goes to, or one of its variants.
///
/// All are prepared before the work, so that one which cannot be written wastes nobody's time; none
/// appears before all are complete.
struct TranscriptionOutputs: ~Copyable {
  private var midi: OutputFile?
  private var posteriorgrams: PosteriorgramArchive?
  private var texts: [NoteFile] = []
  private var sound: SoundOutput?
  private var page: PageOutput?
  private var picture: PictureOutput?
  private var score: ScoreOutput?

  init(
    _ job: TranscriptionJob, variant: Int, of arguments: TranscribeArguments,
    origin: TranscriptionOrigin
  ) throws(ExportError) {
    let outputs = job.outputs.filter { $0.variant == variant }
    func file(_ format: OutputFormat) throws(ExportError) -> OutputFile? {
      guard let path = outputs.first(where: { $0.format == format })?.path else { return nil }
      if path == "-" { return try OutputFile(standardOutputRevisable: format == .mid) }
      return try OutputFile(
        path: path, overwriting: arguments.force, sparing: [job.input], revisable: format == .mid,
        throughFile: format == .sound)
    }
    // All or none: the fields of a noncopyable value cannot be left half set by an error.
    let midi = try file(.mid)
    var posteriorgrams: PosteriorgramArchive?
    if let file = try file(.npz) { posteriorgrams = try PosteriorgramArchive(to: file) }
    var texts: [NoteFile] = []
    for output in outputs {
      if let form = NoteFile.Form(output.format, members: origin.members(of: job)),
        let file = try file(output.format)
      {
        texts.append(NoteFile(file, form))
      }
    }
    var sound: SoundOutput?
    if let file = try file(.sound) { sound = SoundOutput(file) }
    var page: PageOutput?
    if let path = outputs.first(where: { $0.format == .html })?.path, let file = try file(.html) {
      page = try PageOutput(file, at: path, job, origin: origin)
    }
    let picture = PictureOutput(
      svg: try file(.svg), png: try file(.png), title: job.title, tempo: arguments.midiTempo)
    var score: ScoreOutput?
    if let file = try file(.musicxml) {
      score = ScoreOutput(file, title: job.title, quantization: arguments.music.quantization)
    }
    self.midi = midi
    self.posteriorgrams = posteriorgrams
    self.texts = texts
    self.sound = sound
    self.page = page
    self.picture = picture
    self.score = score
  }

  /// Writes what has become certain.
  mutating func write(_ passage: Passage) throws(ExportError) {
    for piece in passage.midi {
      try midi?.write(piece.bytes, at: piece.offset)
      sound?.append(piece)
    }
    try posteriorgrams?.append(passage.posteriorgrams, times: passage.frameTimes)
    for text in texts { try text.append(passage) }
    try page?.append(passage)
    picture?.append(passage)
    try score?.append(passage)
  }

  /// Completes all files after the last passage, and gives them their names.
  consuming func commit() throws {
    try posteriorgrams?.complete()
    for text in texts { try text.complete() }
    try sound?.complete()
    try page?.complete()
    try picture?.complete()
    try midi?.commit()
    try posteriorgrams?.commit()
    for text in texts { try text.commit() }
    try sound?.commit()
    try page?.commit()
    try picture?.commit()
    try score?.commit()
  }
}
