import Exports
import Pictures
import Transcription
import TranscriptionTypes

/// A picture of the notes over what the network heard, in one form or two; it wants all notes.
struct PictureOutput: ~Copyable {
  private var svg: OutputFile?
  private var png: OutputFile?
  private var heatmap = Heatmap.keys
  private var notes: [NoteEvent] = []
  private let title: String
  private let tempo: Double
  /// The beats, where they were looked for and found.
  private var grid: BeatGrid?

  /// Nil where neither form is asked for.
  ///
  /// - Parameter tempo: quarter notes a minute, which bars are counted by.
  init?(svg: consuming OutputFile?, png: consuming OutputFile?, title: String, tempo: Double) {
    if svg == nil && png == nil { return nil }
    self.svg = svg
    self.png = png
    self.title = title
    self.tempo = tempo
  }

  mutating func append(_ passage: Passage) {
    notes += passage.notes
    grid = passage.interpretation?.pulse
    heatmap.append(passage.posteriorgrams.note, times: passage.frameTimes)
  }

  /// Draws the picture after the last passage.
  mutating func complete() throws {
    var figure = Figure(title: title)
    figure.notes = notes.map { PlayedNote($0) }
    figure.heatmap = heatmap
    figure.bars = BarMap(tempoChanges: [TempoChange(time: 0, beatsPerMinute: tempo)])
    figure.grid = grid
    let picture = try figure.draw()
    try svg?.write(SVGWriter().encode(picture))
    try png?.write(PNGWriter().encode(picture))
  }

  consuming func commit() throws(ExportError) {
    try svg?.commit()
    try png?.commit()
  }
}

extension Heatmap {
  /// What the contour posteriorgram fills; the middle one of the three bins of a semitone is in tune.
  static var contour: Heatmap {
    let density = Double(ModelConstants.binsPerSemitone)
    return Heatmap(
      axis: .pitch(
        lowest: Double(ModelConstants.lowestPitch) - 1 / density, rowsPerSemitone: density),
      rowCount: ModelConstants.contourBinCount, of: .probability)
  }

  /// What the note or the onset posteriorgram fills.
  static var keys: Heatmap {
    Heatmap(
      axis: .pitch(lowest: Double(ModelConstants.lowestPitch), rowsPerSemitone: 1),
      rowCount: ModelConstants.pitchCount, of: .probability)
  }

  /// Takes in the next frames.
  mutating func append(_ frames: Posteriorgram, times: [Double]) {
    for (frame, time) in times.enumerated() {
      let first = frame * frames.binCount
      append(frame: frames.values[first..<first + frames.binCount], at: time)
    }
  }
}
