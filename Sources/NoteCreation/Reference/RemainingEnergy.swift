import TranscriptionTypes

/// The note posteriorgram, and which of its cells notes have used up.
///
/// The sign of a value tells: probabilities have none, and an hour of a second matrix would take
/// 110 MB.
struct RemainingEnergy: Sendable {
  private var values = FrameBlocks<Float>(width: ModelConstants.pitchCount)

  var frameCount: Int { values.frameCount }
  var binCount: Int { values.width }

  /// Takes in the values of frames, none of them used up, with zeros in some bins.
  mutating func append(_ rows: ArraySlice<Float>, silencing bins: [Int]) {
    let first = frameCount
    values.append(rows)
    for bin in bins {
      for frame in first..<frameCount { values[frame, bin] = 0 }
    }
  }

  /// A cell before any note took from it.
  func original(frame: Int, bin: Int) -> Float { values[frame, bin].magnitude }

  /// What is left of a cell: everything or 0.
  func remaining(frame: Int, bin: Int) -> Float { max(values[frame, bin], 0) }

  /// One frame, with values that are used up below zero.
  func row(_ frame: Int) -> ArraySlice<Float> { values[frame] }

  /// Uses up one cell.
  mutating func clear(frame: Int, bin: Int) {
    values[frame, bin] = -values[frame, bin].magnitude
  }

  /// Uses up a frame of a key and of both keys beside it, which a strong note leaks into.
  mutating func clearAround(frame: Int, bin: Int) {
    for near in max(bin - 1, 0)...min(bin + 1, binCount - 1) { clear(frame: frame, bin: near) }
  }

  /// The note over a span of frames, its confidence taken from the untouched posteriorgram.
  func note(over frames: Range<Int>, bin: Int) -> FrameNote {
    let confidence = pairwiseMean(count: frames.count) {
      original(frame: frames.lowerBound + $0, bin: bin)
    }
    return FrameNote(frames: frames, bin: bin, confidence: confidence)
  }
}

extension Float {
  /// The least float that is not less than a double: a float is below one exactly when it is below
  /// the other, as NumPy compares them.
  init(notBelow limit: Double) {
    let nearest = Float(limit)
    self = Double(nearest) < limit ? nearest.nextUp : nearest
  }
}
