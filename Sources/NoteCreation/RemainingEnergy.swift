import TranscriptionTypes

/// The note posteriorgram, less what notes have used up.
struct RemainingEnergy {
  /// The posteriorgram before any note was taken from it.
  let original: Posteriorgram

  /// What remains, a frame's bins side by side. Values only ever fall to zero.
  private(set) var values: [Float]

  init(_ note: Posteriorgram) {
    original = note
    values = note.values
  }

  var frameCount: Int { original.frameCount }
  var binCount: Int { original.binCount }

  /// Whether a cell is below a threshold, compared in double precision as NumPy does.
  func isBelow(_ threshold: Double, frame: Int, bin: Int) -> Bool {
    Double(values[frame * binCount + bin]) < threshold
  }

  /// Uses up one cell.
  mutating func clear(cell: Int) { values[cell] = 0 }

  /// Uses up a frame of a key and of both keys beside it, which a strong note leaks into.
  mutating func clearAround(frame: Int, bin: Int) {
    for near in max(bin - 1, 0)...min(bin + 1, binCount - 1) { values[frame * binCount + near] = 0 }
  }

  /// The note over a span of frames, its amplitude taken from the untouched posteriorgram.
  func note(over frames: Range<Int>, bin: Int) -> FrameNote {
    let amplitude = pairwiseMean(count: frames.count) {
      original.values[(frames.lowerBound + $0) * binCount + bin]
    }
    return FrameNote(frames: frames, bin: bin, amplitude: amplitude)
  }
}
