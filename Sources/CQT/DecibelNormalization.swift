public import Arithmetic
public import TranscriptionTypes

extension Spectrogram {
  /// Power in decibels, stretched so that the softest value is 0 and the loudest 1.
  ///
  /// All zeros when every value is the same, as in silence.
  ///
  /// - Returns: the values, and the decibels that 1 stands for.
  ///
  /// Source: spotify/basic-pitch at fa5997a, `layers/signal.py`, `NormalizedLog`.
  public consuming func normalizedDecibels(
    arithmetic: Arithmetic
  ) -> (spectrogram: Spectrogram, decibels: Float) {
    let range = values.withUnsafeMutableBufferPointer { values in
      guard let first = values.baseAddress else { return Float(0) }
      arithmetic.decibels(first, count: values.count)
      return arithmetic.stretchToUnitRange(first, count: values.count)
    }
    return (self, range)
  }
}
