import Arithmetic

/// The latest frames of a posteriorgram, numbered from the beginning of the recording.
///
/// Whatever lies outside of them, before the recording, after it, or beyond the keyboard, is zero.
struct FrameHistory: Sendable {
  let binCount: Int

  private let arithmetic: Arithmetic
  private var values: [Float] = []
  /// The frame of the first value.
  private var first = 0

  /// - Precondition: `binCount` is a multiple of 8, which `forEachBin` looks at together.
  init(binCount: Int, arithmetic: Arithmetic) {
    precondition(binCount % 8 == 0, "groups of eight bins")
    self.binCount = binCount
    self.arithmetic = arithmetic
  }

  /// Frames that arrived so far.
  var count: Int { first + values.count / binCount }

  mutating func append(_ rows: [Float]) { values += rows }

  /// Forgets what lies before a frame, now or a little later.
  mutating func drop(before frame: Int) {
    let surplus = min(frame, count) - first
    // Moving what is left takes its time, so not for every frame.
    guard surplus * binCount > values.count / 4 * 3 else { return }
    values.removeFirst(surplus * binCount)
    first += surplus
  }

  subscript(frame: Int, bin: Int) -> Float {
    let place = (frame - first) * binCount + bin
    guard frame >= first, bin >= 0, bin < binCount, place < values.count else { return 0 }
    return values[place]
  }

  /// As the subscript, but what lies before the recording is as its first frame, what lies after it as
  /// the last that has arrived.
  ///
  /// - Precondition: there are frames, and the bin is one of theirs.
  func steady(_ frame: Int, bin: Int) -> Float {
    self[min(max(frame, 0), count - 1), bin]
  }

  /// A frame's bins.
  ///
  /// - Precondition: the frame has arrived and not been dropped.
  func row(_ frame: Int) -> ArraySlice<Float> {
    let start = (frame - first) * binCount
    return values[start..<start + binCount]
  }

  func sum(_ frames: Range<Int>, bin: Int) -> Double {
    var sum = 0.0
    forEach(frames, bin) { sum += Double($0) }
    return sum
  }

  /// The mean, in which frames outside count as zeros.
  func mean(_ frames: Range<Int>, bin: Int) -> Double {
    sum(frames, bin: bin) / Double(frames.count)
  }

  func highest(_ frames: Range<Int>, bin: Int) -> Double {
    var highest: Float = 0
    forEach(frames, bin) { highest = max(highest, $0) }
    return Double(highest)
  }

  /// The highest of some bins in a frame.
  func highest(in frame: Int, bins: Range<Int>) -> Float {
    let bins = bins.clamped(to: 0..<binCount)
    guard frame >= first, frame < count else { return 0 }
    let (span, start) = (values.span, (frame - first) &* binCount)
    var highest: Float = 0
    for bin in bins { highest = max(highest, span[unchecked: start &+ bin]) }
    return highest
  }

  /// The lowest of the frames there are.
  func lowest(_ frames: Range<Int>, bin: Int) -> Double {
    var lowest: Float = 1
    forEach(frames, bin) { lowest = min(lowest, $0) }
    return Double(lowest)
  }

  /// Visits the bins of a frame that are at least so high: mostly few, so groups without any are
  /// passed over at once.
  ///
  /// - Precondition: the frame has arrived and not been dropped.
  @inline(__always)
  func forEachBin(in frame: Int, from limit: Float, _ body: (_ bin: Int, _ value: Float) -> Void) {
    let span = values.span
    let start = (frame - first) &* binCount
    let groupLength = 8
    for group in 0..<binCount / groupLength {
      let place = start &+ group &* groupLength
      // The signs are counted, for that is done for many bins at a time; a comparison is a branch.
      var lower: UInt32 = 0
      for i in 0..<groupLength {
        lower &+= (span[unchecked: place &+ i] - limit).bitPattern >> 31
      }
      guard lower < groupLength else { continue }
      for i in 0..<groupLength where span[unchecked: place &+ i] >= limit {
        body(group &* groupLength &+ i, span[unchecked: place &+ i])
      }
    }
  }

  /// The highest of some frames in each bin, summed over all bins.
  func sumOfHighest(_ frames: Range<Int>) -> Double {
    highest(frames).reduce(0) { $0 + Double($1) }
  }

  /// The highest of some frames in each bin.
  func highest(_ frames: Range<Int>) -> [Float] {
    summary(of: frames) {
      arithmetic.highestOfRows($0, rowCount: $1, width: binCount, into: $2)
    }
  }

  /// The sum of some frames in each bin.
  func sum(_ frames: Range<Int>) -> [Float] {
    summary(of: frames) {
      arithmetic.sumOfRows($0, rowCount: $1, width: binCount, into: $2)
    }
  }

  /// What a kernel makes of some frames: of their values, and of how many there are.
  private func summary(
    of frames: Range<Int>,
    _ summarise: (UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>) -> Void
  ) -> [Float] {
    let places = frames.clamped(to: first..<count)
    return [Float](unsafeUninitializedCapacity: binCount) { row, filled in
      values.withUnsafeBufferPointer { all in
        guard let start = all.baseAddress, let target = row.baseAddress else { return }
        summarise(start + (places.lowerBound - first) * binCount, places.count, target)
        filled = binCount
      }
    }
  }

  /// What a bin has in a frame and the seven after it.
  func eight(from frame: Int, bin: Int) -> SIMD8<Float> {
    var eight = SIMD8<Float>()
    if frame >= first, frame + 8 <= count, bin >= 0, bin < binCount {
      let span = values.span
      let place = (frame - first) &* binCount &+ bin
      for i in 0..<8 { eight[i] = span[unchecked: place &+ i &* binCount] }
    } else {
      for i in 0..<8 { eight[i] = self[frame + i, bin] }
    }
    return eight
  }

  /// Writes what a bin has in the frames at some distances from one.
  ///
  /// - Precondition: the distances rise.
  func write(_ distances: [Int], from frame: Int, bin: Int, to block: inout QuestionBlock) {
    guard let nearest = distances.first, let farthest = distances.last,
      frame + nearest >= first, frame + farthest < count, bin >= 0, bin < binCount
    else {
      for distance in distances { block.write(self[frame + distance, bin]) }
      return
    }
    let (span, distances) = (values.span, distances.span)
    let place = (frame - first) &* binCount &+ bin
    block.write(distances.count) { i in
      span[unchecked: place &+ distances[unchecked: i] &* binCount]
    }
  }

  @inline(__always)
  private func forEach(_ frames: Range<Int>, _ bin: Int, _ body: (Float) -> Void) {
    guard bin >= 0, bin < binCount else { return }
    let span = values.span
    let last = min(frames.upperBound, count) - first
    var frame = max(frames.lowerBound, first) - first
    while frame < last {
      body(span[unchecked: frame * binCount + bin])
      frame += 1
    }
  }
}
