/// The loudness of one note over time: rise, full level while held, fall.
struct Envelope {
  private struct Fall {
    var length: Int
    var position = 0
    /// Where it begins.
    var level: Float
  }

  /// Frames of the rise.
  private let attack: Int
  private var attackPosition = 0
  private var fall: Fall?

  /// Whether the fall has reached its end.
  private(set) var isOver = false

  init(attack: Int) { self.attack = max(1, attack) }

  /// Whether it is falling.
  var isFalling: Bool { fall != nil }

  /// Begins to fall within so many frames from the present level, unless it ends sooner as it is.
  mutating func release(within length: Int) {
    let length = max(1, length)
    var level: Float = 1
    if let fall {
      guard length < fall.length - fall.position else { return }
      level = fall.level
      if fall.position > 0 { level *= Self.falling(fall.position - 1, of: fall.length) }
    }
    fall = Fall(length: length, level: level)
  }

  /// Shapes the next samples in place.
  ///
  /// - Returns: How many of them come before the end; the rest are untouched.
  mutating func apply(to samples: UnsafeMutableBufferPointer<Float>) -> Int {
    let rising = min(samples.count, attack - attackPosition)
    for i in 0..<rising { samples[i] *= Self.rising(attackPosition + i, of: attack) }
    attackPosition += rising
    guard let current = fall else { return samples.count }
    let falling = min(samples.count, current.length - current.position)
    for i in 0..<falling {
      samples[i] *= current.level * Self.falling(current.position + i, of: current.length)
    }
    fall?.position += falling
    isOver = current.position + falling == current.length
    return falling
  }

  /// From 0 to 1 without a corner, and strictly between: the first sample of a note is heard. It is
  /// steepest in the middle, by 1.5 / length.
  static func rising(_ position: Int, of length: Int) -> Float {
    let x = Float(position + 1) / Float(length + 1)
    return x * x * (3 - 2 * x)
  }

  /// From 1 to 0, likewise, but squared, as what dies away is quiet for most of its time. It is
  /// steepest after a third, by 2 / length.
  static func falling(_ position: Int, of length: Int) -> Float {
    let y = rising(length - 1 - position, of: length)
    return y * y
  }
}
