import TranscriptionTypes

/// The reference's notes, ties and order included, but in a time that grows with n log n instead of
/// n², and in little more memory than the note and onset posteriorgrams take in single precision.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `output_to_notes_polyphonic`.
struct WholePieceDecoder: NoteDecoder {
  private let settings: NoteCreator.Settings
  private let range: FrequencyRange
  private let times: FrameTimes

  private var energy = RemainingEnergy()
  private var onsets = FrameBlocks<Float>(width: ModelConstants.pitchCount)
  private var bends: PitchBendEstimation?
  private var rises = NoteRises()
  private var strongestOnset: Float = 0
  private var largestRise = 0.0
  private var isFinished = false

  private var note = [Float](repeating: 0, count: ModelConstants.pitchCount)
  private var onset = [Float](repeating: 0, count: ModelConstants.pitchCount)

  init(settings: NoteCreator.Settings) {
    self.settings = settings
    range = FrequencyRange(settings: settings)
    times = FrameTimes(quirks: settings.quirks)
    bends = PitchBendEstimation(settings: settings)
  }

  var horizon: Double { isFinished ? .infinity : 0 }

  mutating func append(_ frames: Posteriorgrams) -> [NoteEvent] {
    frames.checkPreconditions()
    for frame in 0..<frames.frameCount {
      range.copy(frame: frame, of: frames.note, to: &note)
      range.copy(frame: frame, of: frames.onset, to: &onset)
      energy.append(note)
      onsets.append(onset)
      bends?.append(note: note, contour: frames.contour.row(frame))
      rises.append(note)
      strongestOnset = onset.reduce(strongestOnset, max)
      largestRise = rises.values.reduce(largestRise, max)
    }
    return []
  }

  mutating func finish() -> [NoteEvent] {
    isFinished = true
    let onsets = peaks().reversed()
    var notes = NoteTracking(settings: settings).notes(startingAt: onsets, in: &energy)
    if settings.usesMelodia { notes += melodiaNotes() }
    energy = RemainingEnergy()
    if let limit = PolyphonyLimit(settings: settings) { notes = limit.applied(to: notes) }
    return notes.map { note in
      var note = note
      note.bends = bends?.bends(of: note.bin, in: note.frames) ?? []
      return note.event(at: times)
    }
  }

  /// In order of time, then pitch; frees the onset posteriorgram on the way.
  private mutating func peaks() -> [Onset] {
    var found: [Onset] = []
    var peaks = OnsetPeaks(
      scale: .init(onset: Double(strongestOnset), rise: largestRise),
      threshold: settings.onsetThreshold)
    for frame in 0..<energy.frameCount {
      for bin in note.indices {
        note[bin] = energy.original(frame: frame, bin: bin)
        onset[bin] = onsets[frame, bin]
      }
      peaks.append(note: note, onset: onset, to: &found)
      onsets.drop(before: frame)
    }
    onsets = FrameBlocks(width: ModelConstants.pitchCount)
    return found
  }

  private mutating func melodiaNotes() -> [FrameNote] {
    var spans: [MelodiaPass.Span] = []
    let everything = (frames: 0..<energy.frameCount, bins: 0..<energy.binCount)
    // The first and the last frame are never looked at.
    MelodiaPass(settings: settings).findSpans(
      in: [everything], of: &energy, within: 1..<max(1, energy.frameCount - 1)
    ) { span in
      if span.end - span.start > settings.minimumNoteFrames { spans.append(span) }
    }
    return spans.map { energy.note(over: $0.start..<$0.end, bin: $0.bin) }
  }
}

extension Posteriorgrams {
  func checkPreconditions() {
    precondition(note.binCount == ModelConstants.pitchCount)
    precondition(onset.binCount == ModelConstants.pitchCount)
    precondition(contour.binCount == ModelConstants.contourBinCount)
  }
}

extension Posteriorgram {
  func row(_ frame: Int) -> ArraySlice<Float> {
    values[frame * binCount..<(frame + 1) * binCount]
  }
}
