import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What all keys do around a frame, which is the same for all candidates in it.
struct KeyboardAround {
  let frame: Int
  /// Of each key: whether it is struck, 0…1, and the means of its level after and before.
  let (struck, after, before): ([Float], [Float], [Float])
  /// How much is struck and how much sounds on all keys, as logarithms.
  let (allStruck, allSounding): (Float, Float)
  /// Tens of keys that sound.
  let soundingCount: Float

  /// - Precondition: the frame has arrived.
  init(_ frame: Int, in frames: RecentFrames) {
    self.frame = frame
    struck = frames.onset.highest(frame - 3..<frame + 4)
    after = Self.divided(frames.note.sum(frame..<frame + 9), by: 9)
    before = Self.divided(frames.note.sum(frame - 9..<frame - 1), by: 8)
    let levels = frames.note.row(frame)
    allStruck = Float(log(Self.sum(struck[...]) + 0.1))
    allSounding = Float(log(Self.sum(levels) + 0.1))
    soundingCount = Float(levels.count { $0 > 0.4 }) / 10
  }

  private static func divided(_ sums: consuming [Float], by count: Float) -> [Float] {
    for i in sums.indices { sums[i] /= count }
    return sums
  }

  /// Four sums at a time, for an addition takes as long as four.
  private static func sum(_ values: ArraySlice<Float>) -> Double {
    let values = values.span
    var sums = SIMD4<Double>.zero
    for i in stride(from: 0, to: values.count & ~3, by: 4) {
      sums += SIMD4(
        Double(values[unchecked: i]), Double(values[unchecked: i + 1]),
        Double(values[unchecked: i + 2]), Double(values[unchecked: i + 3]))
    }
    return sums.sum()
  }
}
