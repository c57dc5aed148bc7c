public import Arithmetic
public import TranscriptionTypes

extension Spectrogram {
  /// Power in decibels, stretched so that the softest value is 0 and the loudest 1.
  ///
  /// All zeros when every value is the same, as in silence.
  /// Source: spotify/basic-pitch at fa5997a, `layers/signal.py`, `NormalizedLog`.
  public func normalizedDecibels(arithmetic: Arithmetic) -> Spectrogram {
    var result = self
    result.values.withUnsafeMutableBufferPointer { values in
      guard let first = values.baseAddress else { return }
      arithmetic.decibels(first, count: values.count)
      arithmetic.stretchToUnitRange(first, count: values.count)
    }
    return result
  }
}
