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
