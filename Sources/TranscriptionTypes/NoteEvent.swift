/// One transcribed note.
public struct NoteEvent: Equatable, Sendable {
  /// Start, in seconds from the beginning of the recording.
  public var onset: Double

  /// End, in seconds; greater than `onset`.
  public var offset: Double

  /// MIDI number, 21 (A0) to 108 (C8).
  public var pitch: Int

  /// Mean of the note posteriorgram while the note sounds, 0…1: the network's confidence.
  public var amplitude: Float

  /// Deviations from `pitch` in semitones, evenly spaced from `onset` to `offset`, both included.
  ///
  /// A single one holds for the whole note. Empty when the note is in tune throughout, or when bends
  /// were not asked for.
  public var pitchBends: [Double]

  /// Creates a note.
  public init(
    onset: Double, offset: Double, pitch: Int, amplitude: Float, pitchBends: [Double] = []
  ) {
    self.onset = onset
    self.offset = offset
    self.pitch = pitch
    self.amplitude = amplitude
    self.pitchBends = pitchBends
  }

  /// The MIDI velocity that the reference gives a note of this amplitude, 0…127.
  ///
  /// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `note_events_to_midi`
  /// (`int(np.round(127 * amplitude))` in single precision, halves to even).
  public var velocity: Int { Int((127 * amplitude).rounded(.toNearestOrEven)) }
}
