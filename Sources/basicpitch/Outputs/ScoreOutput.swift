import Beats
import Exports
import Transcription
import TranscriptionTypes

/// The notes as a score for notation programs; it wants the music as a whole.
struct ScoreOutput: ~Copyable {
  private var file: OutputFile
  private let title: String
  private let quantization: Quantizer.Settings

  init(_ file: consuming OutputFile, title: String, quantization: Quantizer.Settings) {
    self.file = file
    self.title = title
    self.quantization = quantization
  }

  /// Writes the score when the music is known, with the last passage.
  ///
  /// Where no beat was found it counts four beats of half a second, from the beginning on, and divides
  /// them into sixteenths at most: what explains the places of notes better would mean nothing.
  mutating func append(_ passage: Passage) throws(ExportError) {
    guard let music = passage.interpretation else { return }
    let grid = music.pulse ?? .steady
    var quantization = quantization
    if music.pulse == nil, quantization.step == .auto { quantization.step = .sixteenth }
    let quantizer = Quantizer(settings: quantization)
    let score = MusicXMLScore(title: title, grid: grid, key: music.key?.key)
    let places = quantizer.place(music.notes, on: grid).places
    try file.write(score.encode(music.notes, at: places))
  }

  consuming func commit() throws(ExportError) { try file.commit() }
}

extension BeatGrid {
  /// Four quarters a bar, 120 a minute.
  fileprivate static let steady = BeatGrid(
    times: [0, 0.5, 1, 1.5], numbers: [1, 2, 3, 4], metre: Metre(beatsPerBar: 4), confidence: 0)
}
