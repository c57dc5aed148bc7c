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

  /// Multiplies the first `count` samples, which are those of the time to come.
  func scale(_ samples: inout [Float], _ count: Int) {
    let moving = min(count, length - position)
    samples.withUnsafeMutableBufferPointer { samples in
      for i in 0..<moving { samples[i] *= value(at: position + i) }
      for i in moving..<count { samples[i] *= target }
    }
  }

  /// Computed from the position, not summed up, so that it does not depend on how time is cut.
  private func value(at position: Int) -> Float {
    guard position < length else { return target }
    return start + (target - start) * (Float(position) / Float(length))
  }
}
