import TranscriptionTypes

/// Nearly the reference's notes, decided a bounded time after they end, in flat memory.
///
/// Four steps follow the audio, each some frames behind the last:
/// 1. `OnsetPeaks` finds where notes may begin, one frame behind.
/// 2. `OnsetDecision` keeps what will be long enough, 44 to 60 frames behind.
/// 3. `SoundingNotes` follows these until their energy is gone, 11 more frames.
/// 4. `EnergyRegions` gathers the energy that is left, until `MelodiaPass` takes a group in turn.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `output_to_notes_polyphonic`;
/// differences are entries 9 to 13 in `docs/Deviations.md`.
struct OnePassDecoder: NoteDecoder {
  /// How strong an onset the rises of the note posteriorgram are.
  ///
  /// The reference scales them so that the largest rise of the recording is as strong as its
  /// strongest onset. Over 14 synthetic clips and two of singing that ratio has a median of 5.1;
  /// from 4.9 to 5.3 the notes hardly differ, and at 5.3 most of them are the reference's.
  private static let riseScale = OnsetPeaks.Scale(onset: 5.3, rise: 1)

  /// Onsets are decided for this many frames at a time.
  private static let blockLength = 16

  /// Frames that are looked ahead at most, however long notes must be: 3 seconds.
  private static let longestLookAhead = 256

  /// Frames after which a group of regions is decided although it goes on: 3 seconds.
  ///
  /// A note that is found then and still sounds is followed like one with an onset. From 256 on,
  /// no note of the clips moves by more than a frame.
  private static let patience = 256

  private let settings: NoteCreator.Settings
  private let times: FrameTimes
  private let decision: OnsetDecision
  private let melodia: MelodiaPass
  private let lookAhead: Int

  private let peaks: OnsetPeaks
  private var frames: ArrivedFrames
  private var onsets: [Onset] = []
  private var sounding: SoundingNotes
  private var regions: EnergyRegions
  private var limit: PolyphonyLimit?
  /// The first frame whose onsets are not decided.
  private var undecided = 0
  /// The first frame whose remaining energy is not decided.
  private var unclaimed = 0
  private var isFinished = false

  init(settings: NoteCreator.Settings) {
    var settings = settings
    settings.energyTolerance = max(1, settings.energyTolerance)
    self.settings = settings
    times = FrameTimes(quirks: settings.quirks)
    let reach = min(settings.minimumNoteFrames, Self.longestLookAhead / 2)
    decision = OnsetDecision(settings: settings, minimumLength: reach)
    // An onset needs this much to be decided, and so does the one that may cut it short.
    lookAhead = min(2 * (reach + settings.energyTolerance), Self.longestLookAhead)
    melodia = MelodiaPass(settings: settings)
    frames = ArrivedFrames(settings: settings)
    peaks = OnsetPeaks(scale: Self.riseScale, threshold: settings.onsetThreshold)
    sounding = SoundingNotes(settings: settings)
    regions = EnergyRegions(settings: settings)
    limit = PolyphonyLimit(settings: settings)
  }

  var horizon: Double {
    guard !isFinished else { return .infinity }
    return times.seconds(ofFrame: min(firstOpenFrame, limit?.firstFrame ?? .max))
  }

  /// The frame before which no note begins that is still to be found.
  private var firstOpenFrame: Int {
    min(unclaimed, sounding.firstFrame ?? .max, regions.firstFrame ?? .max)
  }

  mutating func append(_ next: Posteriorgrams) -> [NoteEvent] {
    next.checkPreconditions()
    var notes: [FrameNote] = []
    var frame = 0
    while frame < next.frameCount {
      // As many as there are, or as are wanted to decide the next onsets.
      let wanted = undecided + Self.blockLength + lookAhead - frames.count
      let arriving = frame..<min(frame + wanted, next.frameCount)
      let last = max(frames.count - 1, 0)
      frames.append(arriving, of: next)
      for peak in last..<frames.count - 1 { peaks.find(in: peak, of: frames, addingTo: &onsets) }
      frame = arriving.upperBound
      guard arriving.count == wanted else { break }
      var found = decideOnsets(before: undecided + Self.blockLength, known: frames.count)
      found += takeRegions(before: undecided - settings.energyTolerance)
      notes += limited(found, horizon: firstOpenFrame)
      frames.drop(before: min(unclaimed, regions.firstFrame ?? .max) - settings.energyTolerance)
    }
    return notes.map { $0.event(at: times) }
  }

  mutating func finish() -> [NoteEvent] {
    isFinished = true
    // The last frame is never part of a note.
    let end = max(frames.count - 1, 0)
    var notes = decideOnsets(before: end, known: end)
    notes += sounding.finish()
    notes += takeRegions(before: frames.count)
    return limited(notes, horizon: .max).map { $0.event(at: times) }
  }

  /// Follows the notes that sound to a frame, beginning those that are accepted.
  private mutating func decideOnsets(before end: Int, known: Int) -> [FrameNote] {
    let accepted = decision.accepted(onsets, in: frames.energy, before: known)
    onsets.removeAll { $0.frame < end }
    var notes: [FrameNote] = []
    var next = accepted.startIndex
    for frame in undecided..<end {
      while next < accepted.count, accepted[next].frame == frame {
        notes += sounding.begin(accepted[next], in: &frames)
        next += 1
      }
      notes += sounding.advance(to: frame, in: &frames)
    }
    undecided = end
    return notes
  }

  /// Finds notes in the energy that is left before a frame.
  private mutating func takeRegions(before end: Int) -> [FrameNote] {
    guard end > unclaimed else { return [] }
    defer { unclaimed = end }
    guard settings.usesMelodia else { return [] }
    for frame in unclaimed..<end { regions.advance(to: frame, in: frames.energy) }
    let patience = isFinished ? 0 : Self.patience
    var notes: [FrameNote] = []
    for group in regions.removeGroups(startedBefore: end - patience) {
      notes += self.notes(of: group, before: end)
    }
    return notes
  }

  /// The notes of a group, the most salient first; one that still sounds at the end goes on.
  private mutating func notes(of group: [EnergyRegions.Region], before end: Int) -> [FrameNote] {
    var spans: [MelodiaPass.Span] = []
    melodia.findSpans(
      in: group.map { ($0.first..<$0.last + 1, $0.bin..<$0.bin + 1) }, of: &frames.energy,
      within: 1..<max(1, isFinished ? end - 1 : end)
    ) { spans.append($0) }
    return spans.flatMap { span in
      if !isFinished, end - 1 - span.end < settings.energyTolerance, sounding.isFree(span.bin) {
        return sounding.resume(from: span.start, bin: span.bin, to: undecided - 1, in: &frames)
      }
      guard span.end - span.start > settings.minimumNoteFrames else { return [] }
      return [frames.note(over: span.start..<span.end, bin: span.bin)]
    }
  }

  private mutating func limited(_ notes: [FrameNote], horizon: Int) -> [FrameNote] {
    limit?.append(notes, horizon: horizon) ?? notes
  }
}
