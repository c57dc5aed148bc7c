import NoteCreation
import TestSupport
import TranscriptionTypes

extension Posteriorgrams {
  /// Some of the frames.
  func frames(_ range: Range<Int>) -> Posteriorgrams {
    func part(of whole: Posteriorgram) -> Posteriorgram {
      let values = whole.values[
        range.lowerBound * whole.binCount..<range.upperBound * whole.binCount]
      return Posteriorgram(values: Array(values), binCount: whole.binCount)
    }
    return Posteriorgrams(note: part(of: note), onset: part(of: onset), contour: part(of: contour))
  }

  /// Random notes with an onset each, some of them unsteady, over a random background.
  static func random(frameCount: Int, seed: UInt64) -> Posteriorgrams {
    var generator = SplitMix64(seed: seed)
    func noise(_ count: Int, upTo limit: Float) -> [Float] {
      (0..<count).map { _ in Float.random(in: 0...limit, using: &generator) }
    }
    var note = Posteriorgram(values: noise(frameCount * 88, upTo: 0.25), binCount: 88)
    var onset = Posteriorgram(values: noise(frameCount * 88, upTo: 0.3), binCount: 88)
    for _ in 0..<frameCount / 4 {
      let bin = Int.random(in: 0..<88, using: &generator)
      let start = Int.random(in: 0..<frameCount, using: &generator)
      let end = min(frameCount, start + Int.random(in: 5...80, using: &generator))
      if Bool.random(using: &generator) { onset[frame: start, bin: bin] = 0.8 }
      for frame in start..<end {
        note[frame: frame, bin: bin] = Float.random(in: 0.2...0.9, using: &generator)
      }
    }
    let contour = Posteriorgram(values: noise(frameCount * 264, upTo: 1), binCount: 264)
    return Posteriorgrams(note: note, onset: onset, contour: contour)
  }
}

extension NoteDecoder {
  /// The notes when the frames come in portions of the given sizes, again and again.
  mutating func notes(of whole: Posteriorgrams, inPortionsOf sizes: [Int]) -> [NoteEvent] {
    var notes: [NoteEvent] = []
    var start = 0
    var portion = 0
    while start < whole.frameCount {
      let end = min(whole.frameCount, start + sizes[portion % sizes.count])
      notes += append(whole.frames(start..<end))
      start = end
      portion += 1
    }
    return notes + finish()
  }
}
