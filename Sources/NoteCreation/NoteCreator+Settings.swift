import TranscriptionTypes

extension NoteCreator {
  /// Who judges whether a key is struck, and whether a note still sounds.
  public enum Decoder: String, CaseIterable, Sendable {
    /// Two small networks.
    case learned
    /// Weighted sums of a few measurements.
    case rules
  }

  /// What counts as a note.
  public struct Settings: Equatable, Sendable {
    /// Probability from which an onset begins a note, 0…1; with `.referenceDecisions`, strength from
    /// which a local maximum does.
    public var onsetThreshold = 0.5

    /// Note probability below which a note is not sounding, 0…1.
    public var frameThreshold = 0.3

    /// Milliseconds that a note must exceed, once rounded to frames.
    ///
    /// By default notes may be as short as they are; with `.referenceDecisions` it is the
    /// reference's 127.7.
    public var minimumNoteLength: Double?

    /// Lowest frequency to look for notes at, in hertz.
    public var minimumFrequency: Double?

    /// Frequency whose key, like all above it, is left out, in hertz.
    public var maximumFrequency: Double?

    /// Whether to look for notes in what remains once the onsets are used up.
    public var usesMelodia = true

    /// Whether to follow the pitch of each note in the contour posteriorgram.
    public var includesPitchBends = true

    /// Frames below `frameThreshold` that end a note; fewer are a gap that it bridges. Only with
    /// `.referenceDecisions`.
    public var energyTolerance = 11

    /// Notes that may sound at once; unlimited when `nil`.
    public var maximumPolyphony: Int?

    /// Whether only one note sounds at a time; not with `.referenceDecisions`.
    public var isSingleLine = false

    /// Seconds by which notes below A1 begin later than it seems; not with `.referenceDecisions`.
    ///
    /// The transform listens to low notes for longest, so those that swell are seen early: on basses
    /// by 14 to 30 ms in the median, on a fretless one by 55. Low notes of pianos are not.
    public var lowNoteDelay = 0.0

    /// Who judges onsets and ends; not with `.referenceDecisions`.
    public var decoder = Decoder.learned

    /// Which of the reference's faults to reproduce.
    public var quirks: Quirks = .standard

    /// The defaults.
    public init() {}

    /// `minimumNoteLength` in frames: a note must be longer than this.
    ///
    /// The reference compares with `<=`, so its 127.7 ms (11 frames) ask for 12 frames.
    ///
    /// Source: spotify/basic-pitch at fa5997a, `inference.py`, `predict` (`np.round`, halves to
    /// even).
    public var minimumNoteFrames: Int {
      let framesPerSecond = ModelConstants.sampleRate / Double(ModelConstants.hopLength)
      let milliseconds = minimumNoteLength ?? (quirks.contains(.referenceDecisions) ? 127.7 : 0)
      let frames = (milliseconds / 1000 * framesPerSecond).rounded(.toNearestOrEven)
      return Int(min(frames, Double(Int32.max)))
    }

    /// Seconds that what is left of a note must exceed.
    ///
    /// Half a frame more than `minimumNoteFrames`, for times are not whole frames: a note of just the
    /// minimum is too short.
    var minimumSeconds: Double {
      (Double(minimumNoteFrames) + 0.5) * FrameTimes.secondsPerFrame
    }

    func checkPreconditions() {
      precondition((0...1).contains(onsetThreshold), "onsetThreshold must lie in 0…1")
      precondition((0...1).contains(frameThreshold), "frameThreshold must lie in 0…1")
      precondition(minimumNoteLength ?? 0 >= 0, "minimumNoteLength must not be negative")
      precondition(lowNoteDelay >= 0, "lowNoteDelay must not be negative")
      precondition(energyTolerance >= 0, "energyTolerance must not be negative")
      precondition(maximumPolyphony ?? 1 >= 1, "maximumPolyphony must be at least 1")
    }
  }
}
