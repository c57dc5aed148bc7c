import TranscriptionTypes

extension Posteriorgrams {
  /// A key that sounds at a level, and with an onset at its first frame.
  typealias Strike = (bin: Int, frames: Range<Int>, onset: Float, level: Float)

  /// Notes in tune, over silence: what the network says of clean strikes.
  static func struck(_ strikes: [Strike], frameCount: Int = 400) -> Posteriorgrams {
    func zeros(_ bins: Int) -> Posteriorgram {
      Posteriorgram(values: Array(repeating: 0, count: frameCount * bins), binCount: bins)
    }
    var (note, onset, contour) = (zeros(88), zeros(88), zeros(264))
    for strike in strikes {
      onset[frame: strike.frames.lowerBound, bin: strike.bin] = strike.onset
      for frame in strike.frames {
        note[frame: frame, bin: strike.bin] = strike.level
        contour[frame: frame, bin: 3 * strike.bin + 1] = strike.level
      }
    }
    return Posteriorgrams(note: note, onset: onset, contour: contour)
  }
}
