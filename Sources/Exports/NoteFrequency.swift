import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension NoteEvent {
  /// The frequency of the key in hertz, A4 being 440 Hz, so many semitones higher.
  func frequency(bentBy semitones: Double) -> Double {
    440 * exp2((Double(pitch) - 69 + semitones) / 12)
  }
}
