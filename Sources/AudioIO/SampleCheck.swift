extension Float {
  /// Amplitudes from here on are no sound, 300 dB above full scale: resampled and squared, they would
  /// leave the range of single precision.
  private static let largestAmplitude: Float = 1e15

  /// Whether it is an amplitude that can be worked with: neither too large nor infinite nor no number.
  var isUsable: Bool { magnitude < Self.largestAmplitude }
}

extension [Float] {
  /// Amplitudes below this count as silence, 360 dB below full scale.
  ///
  /// Their squares are too small to change the powers that the network sees, to which 10⁻¹⁰ is
  /// added. But products with them may be so small that processors compute them in a slow way
  /// (denormal numbers): such a recording would take fifty times as long. See entry 14 of
  /// `docs/Deviations.md`.
  private static let silence: Float = 1e-18

  /// Replaces inaudibly small samples by 0.
  ///
  /// - Returns: whether all samples are small enough to work with, as infinity is not.
  mutating func checkAndSilence() -> Bool {
    withUnsafeMutableBufferPointer { samples in
      // Without its sign bit, a number is the larger the larger its bits; infinity and NaN most.
      var largest: UInt32 = 0
      for i in samples.indices {
        let magnitude = samples[i].bitPattern & 0x7FFF_FFFF
        largest = Swift.max(largest, magnitude)
        samples[i] = magnitude < Self.silence.bitPattern ? 0 : samples[i]
      }
      return Float(bitPattern: largest).isUsable
    }
  }
}
