import Arithmetic
import Exports
import NoteCreation
import Transcription
import TranscriptionTypes

/// What one choice of settings makes of an input: its notes, and the files they go to.
final class Rendition {
  private var passages: PassageStream
  private var outputs: TranscriptionOutputs?
  private(set) var noteCount = 0
  /// What the notes mean, where that was asked for, once all of them are known.
  private(set) var interpretation: Interpretation?
  /// The instruments that play most, where that was asked for.
  private(set) var family: InstrumentFamily?
  private var writingTimes = StageTimes()

  /// Prepares all files, so that one which cannot be written wastes nobody's time.
  init(
    _ settings: Transcriber.Settings, arithmetic: Arithmetic,
    outputs: consuming TranscriptionOutputs
  ) {
    passages = PassageStream(settings: settings, arithmetic: arithmetic)
    self.outputs = consume outputs
  }

  /// The time that notes and files took.
  var times: StageTimes {
    var times = writingTimes
    times.add(passages.times)
    return times
  }

  /// Takes in what follows.
  func append(_ heard: HeardPassage) throws(ExportError) {
    try write(passages.append(heard))
  }

  /// Writes the end of all files, and gives them their names.
  func finish() throws {
    try write(passages.finish())
    try writingTimes.measure(.output) { try outputs.take()?.commit() }
  }

  private func write(_ passage: Passage) throws(ExportError) {
    noteCount += passage.notes.count
    interpretation = passage.interpretation
    family = passage.family
    try writingTimes.measure(.output) { () throws(ExportError) in try outputs?.write(passage) }
  }
}
