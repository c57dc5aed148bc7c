import TranscriptionTypes

// Differences of levels, as the networks are shown them: in tens of decibels, 3 at most, and 0 where one
// is not known. Before the first frame, levels are as in it; likewise after the last.
extension RecentFrames {
  /// How much louder one level is than another.
  private static func step(_ from: Float, _ to: Float) -> Float {
    max(-3, min(3, (to - from) / 10))
  }

  /// The same of eight frames.
  static func step(_ from: SIMD8<Float>, _ to: SIMD8<Float>) -> SIMD8<Float> {
    let step = (to - from) / 10
    let low = step.replacing(with: -3, where: step .< -3)
    return low.replacing(with: 3, where: low .> 3)
  }

  /// Writes how much louder a key is in the frames at some distances from one than it was in another.
  func writeSteps(
    _ distances: [Int], from frame: Int, since before: Int, bin: Int,
    to block: inout QuestionBlock
  ) {
    guard let level else { return block.write(distances.count) { _ in 0 } }
    let first = level.steady(before, bin: bin)
    block.write(distances.count) {
      Self.step(first, level.steady(frame + distances[$0], bin: bin))
    }
  }

  /// Writes for the keys at some intervals from one how much louder they are than it is in a frame, and
  /// how much louder each is there than it was in an earlier one.
  func writeSteps(
    _ intervals: [Int], from bin: Int, since before: Int, in frame: Int,
    to block: inout QuestionBlock
  ) {
    guard let level else { return block.write(2 * intervals.count) { _ in 0 } }
    let own = level.steady(frame, bin: bin)
    for interval in intervals {
      let other = bin + interval
      guard other >= 0, other < level.binCount else {
        block.write(2) { _ in 0 }
        continue
      }
      let now = level.steady(frame, bin: other)
      block.write(Self.step(own, now))
      block.write(Self.step(level.steady(before, bin: other), now))
    }
  }
}
