/// A note as a listener meets it: struck, bent and released.
public struct PlayedNote: Equatable, Sendable {
  /// How far from its key a note sounds, from a time on.
  public struct Bend: Equatable, Sendable {
    /// Seconds from the beginning of the music.
    public var time: Double
    /// Semitones above the key's own pitch.
    public var semitones: Double

    /// Creates a bend.
    public init(time: Double, semitones: Double) {
      self.time = time
      self.semitones = semitones
    }
  }

  /// Start, in seconds.
  public var onset: Double
  /// End, in seconds; not before `onset`.
  public var offset: Double
  /// MIDI number, 0…127.
  public var pitch: Int
  /// How hard the key was struck, 0…127.
  public var velocity: Int
  /// The MIDI channel, 0…15.
  public var channel: Int
  /// In time order, each in force until the next: the first may have begun before the note. Before
  /// the first, the note is in tune.
  public var bends: ArraySlice<Bend>

  /// Creates a note.
  public init(
    onset: Double, offset: Double, pitch: Int, velocity: Int, channel: Int = 0,
    bends: ArraySlice<Bend> = []
  ) {
    self.onset = onset
    self.offset = offset
    self.pitch = pitch
    self.velocity = velocity
    self.channel = channel
    self.bends = bends
  }

  /// A note as it was transcribed.
  public init(_ note: NoteEvent) {
    let step = (note.offset - note.onset) / Double(max(1, note.pitchBends.count - 1))
    self.init(
      onset: note.onset, offset: note.offset, pitch: note.pitch, velocity: note.velocity,
      bends: note.pitchBends.enumerated().map {
        Bend(time: note.onset + Double($0) * step, semitones: $1)
      }[...])
  }
}
