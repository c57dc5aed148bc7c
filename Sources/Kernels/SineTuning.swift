package import KernelOperands

internal import VectorMemory

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The definition of ``tuneSines(_:count:to:)``: what n frames multiply by is decayⁿ exp(i n angle).
package func tuneSinesReference(
  _ sines: UnsafeMutablePointer<DecayingSine>, count: Int, to fundamental: Double
) -> Bool {
  let length = Float(DecayingSine.quantum)
  var isFading = false
  for n in 0..<count {
    let sine = sines + n
    let (angle, decay) = (angle(of: sine, fundamental), sine.pointee.decay)
    for k in 0..<16 {
      let shrunk = pow(decay, Double(k))
      sine.pointee.cosines[k] = Float(shrunk * cos(Double(k) * angle))
      sine.pointee.sines[k] = Float(shrunk * sin(Double(k) * angle))
    }
    sine.pointee.vectorReal = Float(pow(decay, 16) * cos(16 * angle))
    sine.pointee.vectorImaginary = Float(pow(decay, 16) * sin(16 * angle))
    sine.pointee.quantumReal = Float(pow(decay, 64) * cos(64 * angle))
    sine.pointee.quantumImaginary = Float(pow(decay, 64) * sin(64 * angle))
    if sine.pointee.fade(to: weight(sine.pointee.ratio * fundamental), within: length) {
      isFading = true
    }
  }
  return isFading
}

/// Tunes `count` sines to a fundamental, in radians a frame: fills in what frames multiply by, and
/// lets those fade in or out, within a quantum, that come near half the sampling rate.
///
/// Cosines and sines of eight are computed at once; squaring gives what 2, 4, 8, 16 and 64 frames
/// do, and the first four of these the table. Nothing is fused, and the C library, which has another
/// last bit for each processor, is not asked.
///
/// - Returns: whether one has begun to fade.
package func tuneSines(
  _ sines: UnsafeMutablePointer<DecayingSine>, count: Int, to fundamental: Double
) -> Bool {
  let length = Float(DecayingSine.quantum)
  var isFading = false
  var n = 0
  while n < count {
    let (angles, decays) = rates(of: sines + n, count: count - n, fundamental)
    // Odd and even powers of the distance from a right angle.
    let x = angles - 0.5 * Double.pi
    let square = x * x
    var (c, s) = (0 - decays * (x * sineSeries(square)), decays * cosineSeries(square))
    let (c1, s1) = (rounded_vector8(c), rounded_vector8(s))
    (c, s) = (c * c - s * s, 2 * c * s)
    let (c2, s2) = (rounded_vector8(c), rounded_vector8(s))
    (c, s) = (c * c - s * s, 2 * c * s)
    let (c4, s4) = (rounded_vector8(c), rounded_vector8(s))
    (c, s) = (c * c - s * s, 2 * c * s)
    let (c8, s8) = (rounded_vector8(c), rounded_vector8(s))
    (c, s) = (c * c - s * s, 2 * c * s)
    let (c16, s16) = (rounded_vector8(c), rounded_vector8(s))
    (c, s) = (c * c - s * s, 2 * c * s)
    (c, s) = (c * c - s * s, 2 * c * s)
    let (c64, s64) = (rounded_vector8(c), rounded_vector8(s))
    for lane in 0..<min(8, count - n) {
      let sine = sines + n + lane
      sine.pointee.fillTable(
        (c1[lane], s1[lane]), (c2[lane], s2[lane]), (c4[lane], s4[lane]), (c8[lane], s8[lane]))
      (sine.pointee.vectorReal, sine.pointee.vectorImaginary) = (c16[lane], s16[lane])
      (sine.pointee.quantumReal, sine.pointee.quantumImaginary) = (c64[lane], s64[lane])
      if sine.pointee.fade(to: weight(sine.pointee.ratio * fundamental), within: length) {
        isFading = true
      }
    }
    n += 8
  }
  return isFading
}

/// Radians a frame; what turns faster is not let through, so that any angle will do.
@inline(always)
private func angle(of sine: UnsafePointer<DecayingSine>, _ fundamental: Double) -> Double {
  let angle = sine.pointee.ratio * fundamental
  return angle < Double.pi ? angle : Double.pi
}

/// 1 up to 44 % of the sampling rate, 0 from 49 % on, a straight line between.
@inline(always)
private func weight(_ angle: Double) -> Float {
  let weight = 9.8 - angle * (10 / Double.pi)
  return weight >= 1 ? 1 : weight > 0 ? Float(weight) : 0
}

/// Angles and decays of eight sines, of which the last is repeated where there are fewer.
@inline(always)
private func rates(
  of sines: UnsafePointer<DecayingSine>, count: Int, _ fundamental: Double
) -> (SIMD8<Double>, SIMD8<Double>) {
  var (angles, decays) = (SIMD8<Double>(repeating: 0), SIMD8<Double>(repeating: 0))
  for lane in 0..<8 {
    let sine = sines + (lane < count ? lane : count - 1)
    angles[lane] = angle(of: sine, fundamental)
    decays[lane] = sine.pointee.decay
  }
  return (angles, decays)
}

/// sin(x) / x for x² up to π² / 4, to 3 · 10⁻¹⁶: Taylor's series up to x¹⁹.
@inline(always)
private func sineSeries(_ square: SIMD8<Double>) -> SIMD8<Double> {
  var sum = SIMD8<Double>(repeating: -1 / 121_645_100_408_832_000)
  sum = sum * square + 1 / 355_687_428_096_000
  sum = sum * square - 1 / 1_307_674_368_000
  sum = sum * square + 1 / 6_227_020_800
  sum = sum * square - 1 / 39_916_800
  sum = sum * square + 1 / 362_880
  sum = sum * square - 1 / 5040
  sum = sum * square + 1 / 120
  sum = sum * square - 1 / 6
  return sum * square + 1
}

/// cos(x), likewise, up to x²⁰.
@inline(always)
private func cosineSeries(_ square: SIMD8<Double>) -> SIMD8<Double> {
  var sum = SIMD8<Double>(repeating: 1 / 2_432_902_008_176_640_000)
  sum = sum * square - 1 / 6_402_373_705_728_000
  sum = sum * square + 1 / 20_922_789_888_000
  sum = sum * square - 1 / 87_178_291_200
  sum = sum * square + 1 / 479_001_600
  sum = sum * square - 1 / 3_628_800
  sum = sum * square + 1 / 40_320
  sum = sum * square - 1 / 720
  sum = sum * square + 1 / 24
  sum = sum * square - 1 / 2
  return sum * square + 1
}

extension DecayingSine {
  /// Lets the weight move to another within the next frames, which are a power of two.
  ///
  /// - Returns: whether it is another.
  @inline(always)
  fileprivate mutating func fade(to goal: Float, within length: Float) -> Bool {
    slope = (goal - weight) / length
    return goal != weight
  }

  /// Fills in what 0…15 frames multiply by, from what 1, 2, 4 and 8 do: twice as many each time.
  @inline(always)
  fileprivate mutating func fillTable(
    _ one: (Float, Float), _ two: (Float, Float), _ four: (Float, Float), _ eight: (Float, Float)
  ) {
    let x2 = SIMD2<Float>(1, one.0)
    let y2 = SIMD2<Float>(0, one.1)
    let x4 = SIMD4<Float>(lowHalf: x2, highHalf: x2 * two.0 - y2 * two.1)
    let y4 = SIMD4<Float>(lowHalf: y2, highHalf: x2 * two.1 + y2 * two.0)
    let x8 = SIMD8<Float>(lowHalf: x4, highHalf: x4 * four.0 - y4 * four.1)
    let y8 = SIMD8<Float>(lowHalf: y4, highHalf: x4 * four.1 + y4 * four.0)
    cosines = SIMD16<Float>(lowHalf: x8, highHalf: x8 * eight.0 - y8 * eight.1)
    sines = SIMD16<Float>(lowHalf: y8, highHalf: x8 * eight.1 + y8 * eight.0)
  }
}
