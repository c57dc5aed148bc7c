/// Mono PCM audio at a known sampling rate.
public struct AudioBuffer: Equatable, Sendable {
  /// Amplitudes in time order, full scale at ±1.
  ///
  /// Values beyond full scale are kept, never clipped: the CQT is linear and does not mind.
  public var samples: [Float]

  /// Sampling rate, in hertz.
  public let sampleRate: Double

  /// - Precondition: `sampleRate > 0`.
  public init(samples: [Float], sampleRate: Double) {
    precondition(sampleRate > 0, "sampleRate must be positive, got \(sampleRate)")
    self.samples = samples
    self.sampleRate = sampleRate
  }

  /// Length, in seconds.
  public var duration: Double { Double(samples.count) / sampleRate }
}
