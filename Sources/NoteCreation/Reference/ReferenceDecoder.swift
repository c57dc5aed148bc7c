import TranscriptionTypes

/// The reference's notes, ties and order included, but in a time that grows with n log n instead of
/// n², and in little more memory than the note and onset posteriorgrams take in single precision.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `output_to_notes_polyphonic`.
struct ReferenceDecoder: NoteDecoder {
  private let settings: NoteCreator.Settings
  private let times: FrameTimes

  private var frames: ArrivedFrames
  private var strongestOnset: Float = 0
  private var largestRise = 0.0
  private var isFinished = false

  init(settings: NoteCreator.Settings) {
    self.settings = settings
    times = FrameTimes(quirks: settings.quirks)
    frames = ArrivedFrames(settings: settings)
  }

  var horizon: Double { isFinished ? .infinity : 0 }

  mutating func append(_ next: Posteriorgrams) -> [NoteEvent] {
    next.checkPreconditions()
    let first = frames.count
    frames.append(0..<next.frameCount, of: next)
    for frame in first..<frames.count {
      strongestOnset = frames.onsets[frame].reduce(strongestOnset, max)
      let large = Float(largestRise) * 0.999
      frames.forEachBin(in: frame, onset: .infinity, rise: large) { bin in
        largestRise = max(largestRise, frames.rise(frame: frame, bin: bin))
      }
    }
    return []
  }

  mutating func finish() -> [NoteEvent] {
    isFinished = true
    let onsets = peaks().reversed()
    var notes = NoteTracking(settings: settings).notes(startingAt: onsets, in: &frames.energy)
    if settings.usesMelodia { notes += melodiaNotes() }
    frames.energy = RemainingEnergy()
    let events = notes.map { note in
      var note = note
      frames.addBends(of: note.bin, in: note.frames, to: &note.bends)
      return note.event(at: times, pitchBends: note.bends.map(FrameNote.semitones))
    }
    return PolyphonyLimit(settings: settings)?.applied(to: events) ?? events
  }

  /// In order of time, then pitch; frees the onset posteriorgram on the way.
  private mutating func peaks() -> [Onset] {
    let scale = OnsetPeaks.Scale(onset: Double(strongestOnset), rise: largestRise)
    let peaks = OnsetPeaks(scale: scale, threshold: settings.onsetThreshold)
    var found: [Onset] = []
    for frame in 0..<max(0, frames.count - 1) {
      peaks.find(in: frame, of: frames, addingTo: &found)
      frames.dropOnsets(before: frame)
    }
    frames.dropOnsets()
    return found
  }

  private mutating func melodiaNotes() -> [FrameNote] {
    var spans: [MelodiaPass.Span] = []
    // The first and the last frame are never looked at.
    MelodiaPass(settings: settings).findSpans(
      in: &frames.energy, within: 1..<max(1, frames.count - 1)
    ) { span in
      if span.end - span.start > settings.minimumNoteFrames { spans.append(span) }
    }
    return spans.map { frames.energy.note(over: $0.start..<$0.end, bin: $0.bin) }
  }
}
