/// A gain that moves to new values in a straight line, so that a fader does not click.
struct GainRamp {
  /// Frames that a move takes: 10 ms.
  private let length: Int
  private var start: Float
  private var target: Float
  private var position: Int

  init(_ gain: Float, sampleRate: Double) {
    length = max(1, Int(0.01 * sampleRate))
    start = gain
    target = gain
    position = length
  }

  /// Begins to move from the present value.
  mutating func move(to gain: Float) {
    guard gain != target else { return }
    start = value(at: position)
    target = gain
    position = 0
  }

  /// Lets time pass.
  mutating func skip(_ count: Int) {
    position = min(length, position + min(count, length))
  }

  /// Adds `count` frames of `source`, scaled, to `block` from frame `offset` on.
  mutating func add(
    _ count: Int, of source: StereoBlock, to block: inout StereoBlock, at offset: Int
  ) {
    let moving = min(count, length - position)
    for i in 0..<moving {
      let gain = value(at: position + i)
      block.left[offset + i] += gain * source.left[i]
      block.right[offset + i] += gain * source.right[i]
    }
    for i in moving..<count { block.left[offset + i] += target * source.left[i] }
    for i in moving..<count { block.right[offset + i] += target * source.right[i] }
    skip(count)
  }

  /// Computed from the position, not summed up, so that it does not depend on how time is cut.
  private func value(at position: Int) -> Float {
    guard position < length else { return target }
    return start + (target - start) * (Float(position) / Float(length))
  }
}
