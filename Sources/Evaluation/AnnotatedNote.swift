/// One note of an annotation: what was played, or what is said to have been played.
public struct AnnotatedNote: Equatable, Sendable {
  /// Start, in seconds from the beginning of the recording.
  public var onset: Double

  /// End, in seconds.
  public var offset: Double

  /// MIDI number, 0…127; it may have a fraction.
  public var pitch: Double

  /// Loudness on any scale that begins at 0, such as MIDI's 0…127; nil when nobody noted it.
  public var velocity: Double?

  /// Creates a note.
  public init(onset: Double, offset: Double, pitch: Double, velocity: Double? = nil) {
    self.onset = onset
    self.offset = offset
    self.pitch = pitch
    self.velocity = velocity
  }
}
