#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One transcribed note.
public struct NoteEvent: Equatable, Sendable {
  /// Start, in seconds from the beginning of the recording.
  public var onset: Double

  /// End, in seconds; greater than `onset`.
  public var offset: Double

  /// MIDI number, 21 (A0) to 108 (C8).
  public var pitch: Int

  /// Mean of the note posteriorgram while the note sounds, 0…1: the network's confidence.
  public var confidence: Float

  /// Loudness at the onset, in decibels relative to a sine of full scale at 262 Hz; nil when it was
  /// not measured.
  public var level: Double?

  /// Deviations from `pitch` in semitones, evenly spaced from `onset` to `offset`, both included.
  ///
  /// A single one holds for the whole note. Empty when the note is in tune throughout, or when bends
  /// were not asked for.
  public var pitchBends: [Double]

  /// Creates a note.
  public init(
    onset: Double, offset: Double, pitch: Int, confidence: Float, level: Double? = nil,
    pitchBends: [Double] = []
  ) {
    self.onset = onset
    self.offset = offset
    self.pitch = pitch
    self.confidence = confidence
    self.level = level
    self.pitchBends = pitchBends
  }

  /// The MIDI velocity: of its level where that is known, and else of its confidence.
  public var velocity: Int {
    level.map { Self.velocity(ofLevel: $0) } ?? Self.velocity(ofConfidence: confidence)
  }

  /// Velocity that sounds as loud on a synthesiser, 1…127.
  ///
  /// Synthesisers follow a square law, 40 dB from velocity 127 to 12.7, as the standards for
  /// downloadable sounds and SoundFonts recommend. With 127 at −12 dB, 13 clips at their usual level have
  /// the median velocity 75, as in truth.
  private static func velocity(ofLevel level: Double) -> Int {
    let loudest = -12.0
    return Int(min(max(1, 127 * pow(10, (level - loudest) / 40)), 127).rounded())
  }

  /// The velocity that the reference gives a note, 0…127.
  ///
  /// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `note_events_to_midi`
  /// (`int(np.round(127 * confidence))` in single precision, halves to even).
  private static func velocity(ofConfidence confidence: Float) -> Int {
    Int((127 * confidence).rounded(.toNearestOrEven))
  }
}
