#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The raised-cosine ramps by which notes begin and end.
struct EnvelopeCurves {
  /// Rises within 3 ms: short enough for a hammer, long enough not to click.
  let attack: [Float]
  /// Falls within 60 ms, as a damper stops a string.
  let release: [Float]
  /// Falls within 5 ms, for sound that is to stop at once.
  let cut: [Float]

  init(sampleRate: Double) {
    attack = Self.raisedCosine(seconds: 0.003, sampleRate: sampleRate)
    release = Self.raisedCosine(seconds: 0.06, sampleRate: sampleRate).reversed()
    cut = Self.raisedCosine(seconds: 0.005, sampleRate: sampleRate).reversed()
  }

  /// Rising values strictly between 0 and 1, so that the first sample of a note is heard.
  private static func raisedCosine(seconds: Double, sampleRate: Double) -> [Float] {
    let count = max(1, Int((seconds * sampleRate).rounded()))
    return (1...count).map { Float(0.5 - 0.5 * cos(.pi * Double($0) / Double(count + 1))) }
  }
}

/// The loudness of one note over time: attack, full level while held, fade.
struct Envelope {
  private struct Fade {
    var curve: [Float]
    var position = 0
    var level: Float
  }

  private var attackPosition = 0
  private var fade: Fade?

  /// Whether the fade has reached its end.
  private(set) var isOver = false

  /// Begins to fall along a curve from the present level, unless it ends sooner as it is.
  mutating func release(along curve: [Float]) {
    var level: Float = 1
    if let fade {
      guard curve.count < fade.curve.count - fade.position else { return }
      level = fade.level * (fade.position == 0 ? 1 : fade.curve[fade.position - 1])
    }
    fade = Fade(curve: curve, level: level)
  }

  /// Shapes the next samples in place.
  ///
  /// - Returns: How many of them come before the end; the rest are untouched.
  mutating func apply(to samples: UnsafeMutableBufferPointer<Float>, attack: [Float]) -> Int {
    let rising = min(samples.count, attack.count - attackPosition)
    for i in 0..<rising { samples[i] *= attack[attackPosition + i] }
    attackPosition += rising
    return applyFade(to: samples)
  }

  private mutating func applyFade(to samples: UnsafeMutableBufferPointer<Float>) -> Int {
    guard let current = fade else { return samples.count }
    let falling = min(samples.count, current.curve.count - current.position)
    for i in 0..<falling { samples[i] *= current.level * current.curve[current.position + i] }
    fade?.position += falling
    isOver = current.position + falling == current.curve.count
    return falling
  }
}
