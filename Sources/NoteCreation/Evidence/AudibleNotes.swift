import TranscriptionTypes

/// The last look at notes: whether they count, and what they are in seconds.
struct AudibleNotes: Sendable {
  /// Notes that are softer are noise, in decibels: white or pink noise of −80 dB reaches −98, a
  /// recording of music at −60 dB goes down to −82.
  private static let softest = -94.0

  /// Notes last at least this long, in seconds.
  private static let shortest = 0.02

  /// Low notes are those below this one, 55 Hz.
  private static let a1 = 33 - ModelConstants.lowestPitch

  private let settings: NoteCreator.Settings
  private let times: FrameTimes
  /// What is added to ends, in seconds.
  private let endShift: Double

  init(settings: NoteCreator.Settings, judge: NoteJudge) {
    self.settings = settings
    endShift = judge.endShift
    times = FrameTimes(quirks: settings.quirks)
  }

  /// Whether a note is clear, loud and long enough.
  func admits(_ note: FrameNote) -> Bool {
    // A network that judged the onset has seen how clear what follows is.
    (note.probability != nil || Double(note.confidence) >= settings.frameThreshold)
      && note.level ?? 0 >= Self.softest && note.frames.count > settings.minimumNoteFrames
  }

  /// When a note begins, unless something keeps it from beginning then.
  func onset(of note: FrameNote) -> Double {
    let correction = note.bin < Self.a1 ? settings.lowNoteDelay : 0
    return max(0, times.seconds(ofFrame: note.frames.lowerBound) + note.delay + correction)
  }

  /// From when to when a note lasts.
  ///
  /// - Parameter earliest: when it may begin.
  func span(of note: FrameNote, notBefore earliest: Double) -> ClosedRange<Double> {
    let onset = max(onset(of: note), earliest)
    let end = times.seconds(ofFrame: note.frames.upperBound) + endShift
    return onset...max(min(end, note.latestOffset), onset + Self.shortest)
  }

  /// A note in seconds.
  ///
  /// - Parameter earliest: when it may begin.
  func event(of note: FrameNote, notBefore earliest: Double) -> NoteEvent {
    let span = span(of: note, notBefore: earliest)
    var event = note.event(at: times, pitchBends: [])
    (event.onset, event.offset) = (span.lowerBound, span.upperBound)
    guard settings.includesPitchBends else { return event }
    event.pitchBends = PitchCurve(note.bends).pitchBends(
      ofFramesAt: (note.frames.lowerBound...note.frames.upperBound).map(times.seconds),
      over: span)
    return event
  }
}
