/// A time-frequency image: one non-negative or normalised value a bin and frame.
public struct Spectrogram: Equatable, Sendable {
  /// Values of shape (`binCount`, `frameCount`), a bin's frames side by side: time is contiguous.
  ///
  /// The network computes along time in SIMD lanes, so this is the order it wants.
  public var values: [Float]

  /// Frequency bins, lowest first.
  public let binCount: Int

  /// Frames, in time order.
  public let frameCount: Int

  /// - Precondition: `values.count == binCount * frameCount`.
  public init(values: [Float], binCount: Int, frameCount: Int) {
    precondition(values.count == binCount * frameCount, "\(binCount)×\(frameCount) values expected")
    self.values = values
    self.binCount = binCount
    self.frameCount = frameCount
  }

  /// The value of one bin in one frame.
  public subscript(bin bin: Int, frame frame: Int) -> Float {
    values[bin * frameCount + frame]
  }
}
