public import Beats
public import Tonality
public import TranscriptionTypes

/// From notes to music: beats, bars, key, and notes that are in time and in tune if that is wanted.
///
/// All of it is decided of the whole: the notes are kept, and a number a frame, to the end.
public struct Interpreter: Sendable {
  /// What is wanted.
  public struct Settings: Equatable, Sendable {
    /// Whether to look for beats and bars.
    public var findsBeats = true
    /// Whether to look for the key.
    public var findsKey = true
    /// What is known of the beats.
    public var beats = BeatTracker.Settings()
    /// How notes are moved to their places; nil for not at all.
    public var quantization: Quantizer.Settings?
    /// The key, where it is known.
    public var key: MusicalKey?
    /// Whether notes outside the key are moved into it.
    public var snapsToKey = false

    /// Beats and key are found, and the notes stay.
    public init() {}
  }

  private let settings: Settings
  private let tracker: BeatTracker

  /// - Precondition: the settings lie in their ranges.
  public init(settings: Settings = Settings()) {
    self.settings = settings
    tracker = BeatTracker(settings: settings.beats)
  }

  /// Finds what the notes of a whole recording mean.
  ///
  /// - Parameters:
  ///   - notes: in any order.
  ///   - flux: a value each 256 samples, as `SpectralFlux` measures it; none where only notes are
  ///     known, and then drums are not heard.
  public func interpret(_ notes: [NoteEvent], flux: [Float] = []) -> Interpretation {
    let grid = settings.findsBeats ? tracker.track(notes: notes, flux: flux) : nil
    let found = settings.findsKey ? KeyFinder().find(in: notes) : nil
    let key = settings.key.map { KeyFinder.Estimate(key: $0) } ?? found
    var music = Interpretation(notes: notes, grid: grid, key: key)
    if settings.snapsToKey, let key { music.notes = KeySnapper(key: key.key).snap(music.notes) }
    if let quantization = settings.quantization, let pulse = music.pulse {
      music.notes = Quantizer(settings: quantization).quantize(music.notes, on: pulse)
    }
    return music
  }
}

/// What the notes of a recording mean.
public struct Interpretation: Equatable, Sendable {
  /// The notes, moved if that was wanted.
  public var notes: [NoteEvent]

  /// The best beats, however unlikely; nil where hardly anything happens.
  public let grid: BeatGrid?

  /// The key; nil without notes.
  public let key: KeyFinder.Estimate?

  /// The beats, if it is likely that there are any.
  public var pulse: BeatGrid? { grid.flatMap { $0.confidence >= 0.5 ? $0 : nil } }
}
