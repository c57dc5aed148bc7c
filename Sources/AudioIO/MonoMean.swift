/// The mean over the channels of interleaved frames, rounded exactly as NumPy rounds it.
///
/// Source: librosa 0.11, `librosa.to_mono`: `np.mean(y, axis=0)` in single precision of an array
/// of shape (channels, frames) that is a transposed view of interleaved frames. NumPy then adds a
/// frame's channels with its pairwise sum (`numpy/_core/src/umath/loops_utils.h.src`).
package struct MonoMean {
  /// Channels in a frame.
  package let channelCount: Int

  /// - Precondition: `channelCount > 0`.
  package init(channelCount: Int) {
    precondition(channelCount > 0, "no channels to mix")
    self.channelCount = channelCount
  }

  /// Frames of interleaved channels to one sample a frame.
  ///
  /// A single channel passes untouched: librosa averages only what has two axes.
  package func mix(_ interleaved: ArraySlice<Float>) -> [Float] {
    guard channelCount > 1 else { return Array(interleaved) }
    guard channelCount < 8 else { return mixMany(interleaved) }
    let divisor = Float(channelCount)
    let frameCount = interleaved.count / channelCount
    return interleaved.withUnsafeBufferPointer { samples in
      [Float](unsafeUninitializedCapacity: frameCount) { mean, count in
        let done = channelCount == 2 ? Self.mixPairs(samples, into: mean) : 0
        for frame in done..<frameCount {
          // NumPy adds to a start value of 0, which makes a negative zero positive.
          var sum: Float = 0
          for channel in 0..<channelCount { sum += samples[frame * channelCount + channel] }
          mean[frame] = sum / divisor
        }
        count = frameCount
      }
    }
  }

  /// The same of stereo, which most recordings are, eight frames at a time.
  ///
  /// - Returns: the frames that were mixed, all but up to seven.
  private static func mixPairs(
    _ samples: UnsafeBufferPointer<Float>, into mean: UnsafeMutableBufferPointer<Float>
  ) -> Int {
    let frameCount = samples.count / 2 & ~7
    let stride = MemoryLayout<Float>.stride
    let (source, target) = (UnsafeRawBufferPointer(samples), UnsafeMutableRawBufferPointer(mean))
    for frame in Swift.stride(from: 0, to: frameCount, by: 8) {
      let eight = source.loadUnaligned(
        fromByteOffset: 2 * frame * stride, as: SIMD16<Float>.self)
      let means = (0 + eight.evenHalf + eight.oddHalf) / 2
      target.storeBytes(of: means, toByteOffset: frame * stride, as: SIMD8<Float>.self)
    }
    return frameCount
  }

  private func mixMany(_ interleaved: ArraySlice<Float>) -> [Float] {
    let divisor = Float(channelCount)
    return stride(from: interleaved.startIndex, to: interleaved.endIndex, by: channelCount).map {
      (0 + Self.sum(interleaved[$0..<$0 + channelCount])) / divisor
    }
  }

  /// The sum in NumPy's order: a plain loop below 8 terms; 8 accumulators up to 128 terms, joined
  /// as a tree, the rest added one by one; above that, two halves, the first of whole eights.
  static func sum(_ terms: ArraySlice<Float>) -> Float {
    if terms.count < 8 { return terms.reduce(0, +) }
    if terms.count > 128 {
      let middle = terms.startIndex + terms.count / 2 / 8 * 8
      return sum(terms[..<middle]) + sum(terms[middle...])
    }
    var lanes = SIMD8<Float>(terms.prefix(8))
    var next = terms.startIndex + 8
    while next + 8 <= terms.endIndex {
      lanes += SIMD8(terms[next..<next + 8])
      next += 8
    }
    let pairs = lanes.evenHalf + lanes.oddHalf
    let quads = pairs.evenHalf + pairs.oddHalf
    return terms[next...].reduce(quads[0] + quads[1], +)
  }
}
