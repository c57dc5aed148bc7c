import TranscriptionTypes

/// A bar of a score.
struct ScoreMeasure: Equatable {
  /// Units of ``NotePlace`` from the first beat of the grid.
  private(set) var start: Int
  private(set) var length: Int
  let metre: Metre
  /// Beats a minute in the mean.
  let tempo: Int

  var end: Int { start + length }

  /// Where its first beat is, or would be in a pick-up.
  var startOfBar: Int { end - metre.beatsPerBar * metre.unitsPerBeat }

  /// Whether it is the rest of a bar, in which the music begins.
  var isPickup: Bool { start > startOfBar }

  /// Whether the tempo changes so much that it is heard: by a twentieth.
  func hasOtherTempo(than other: ScoreMeasure) -> Bool {
    20 * abs(tempo - other.tempo) > other.tempo
  }

  /// The bars of a grid, whole ones before and behind it so that all notes have one.
  static func all(_ grid: BeatGrid, from first: Int, to last: Int) -> [ScoreMeasure] {
    let unit = grid.metre.unitsPerBeat
    func measure(_ start: Int, beats: Int) -> ScoreMeasure {
      let first = Double(start / unit)
      let duration = grid.seconds(atBeat: first + Double(beats)) - grid.seconds(atBeat: first)
      let tempo = Int((60 * Double(beats) / duration).rounded())
      return ScoreMeasure(
        start: start, length: beats * unit, metre: grid.metre.with(beatsPerBar: beats),
        tempo: tempo)
    }
    let size = grid.metre.beatsPerBar
    var measures = grid.bars.enumerated().map { index, beats in
      // The first bar begins where its first beat would be, the last one is whole.
      let missing = index == 0 ? grid.numbers[0] - 1 : 0
      let isLast = beats.upperBound == grid.times.count
      let count = isLast ? max(size, beats.count + missing) : beats.count + missing
      return measure((beats.lowerBound - missing) * unit, beats: count)
    }
    var earlier: [ScoreMeasure] = []
    var start = measures[0].start
    while start > first {
      start -= size * unit
      earlier.append(measure(start, beats: size))
    }
    measures = earlier.reversed() + measures
    // Where notes end before the beats do, no empty bars follow; at least one bar there is.
    while measures.count > 1, let end = measures.last, end.start >= last { measures.removeLast() }
    while let end = measures.last?.end, end < last { measures.append(measure(end, beats: size)) }
    if measures.count > 1 { measures[0].leaveOutSilence(before: first) }
    return measures
  }

  /// Makes a bar a pick-up where the music begins in its second half.
  private mutating func leaveOutSilence(before first: Int) {
    let silence = (first - start) / metre.unitsPerBeat * metre.unitsPerBeat
    guard 2 * silence >= length else { return }
    start += silence
    length -= silence
  }
}
