import Arithmetic

/// Left and right samples of one stretch of time, not yet interleaved.
struct StereoBlock {
  var left: [Float]
  var right: [Float]

  /// Frames it has room for.
  var length: Int { left.count }

  init(length: Int) {
    left = [Float](repeating: 0, count: length)
    right = left
  }

  /// Silences the first `count` frames.
  mutating func clear(_ count: Int) {
    left.withUnsafeMutableBufferPointer { $0[..<count].update(repeating: 0) }
    right.withUnsafeMutableBufferPointer { $0[..<count].update(repeating: 0) }
  }

  /// Adds the first `count` frames of another from frame `start` on.
  mutating func add(_ other: StereoBlock, _ count: Int, at start: Int) {
    withSides(start..<start + count) { left, right in
      for i in 0..<count { left[i] += other.left[i] }
      for i in 0..<count { right[i] += other.right[i] }
    }
  }

  /// Adds the first `count` samples, scaled for either side, from frame `start` on.
  mutating func add(
    _ samples: UnsafeMutableBufferPointer<Float>, count: Int, gains: (left: Float, right: Float),
    at start: Int, arithmetic: Arithmetic
  ) {
    withSides(start..<start + count) { left, right in
      guard let samples = samples.baseAddress, let left = left.baseAddress,
        let right = right.baseAddress
      else { return }
      arithmetic.addPanned(
        samples, count: count, left: left, right: right, leftGain: gains.left,
        rightGain: gains.right)
    }
  }

  /// Lends a range of both sides.
  mutating func withSides(
    _ range: Range<Int>,
    _ body: (UnsafeMutableBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    left.withUnsafeMutableBufferPointer { left in
      right.withUnsafeMutableBufferPointer { right in
        body(
          UnsafeMutableBufferPointer(rebasing: left[range]),
          UnsafeMutableBufferPointer(rebasing: right[range]))
      }
    }
  }

  /// The first `count` frames in the order in which a sound file holds them.
  func interleaved(_ count: Int, as layout: ChannelLayout) -> [Float] {
    [Float](unsafeUninitializedCapacity: count * layout.channelCount) { samples, initialized in
      switch layout {
      case .mono:
        for i in 0..<count { samples[i] = 0.5 * (left[i] + right[i]) }
      case .stereo:
        for i in 0..<count {
          samples[2 * i] = left[i]
          samples[2 * i + 1] = right[i]
        }
      }
      initialized = count * layout.channelCount
    }
  }
}
