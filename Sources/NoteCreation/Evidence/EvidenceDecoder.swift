import Arithmetic
import TranscriptionTypes

/// Decides notes by weighing what speaks for and against them, while frames arrive.
///
/// Every frame passes the stations, each some frames after the last, so that each decision can
/// look ahead as far as it needs; nothing waits for the end:
/// 1. `OnsetDetection` finds peaks of the onset posteriorgram, scores them, and keeps the best of
///    those close together.
/// 2. `SoundingNote` follows each until it is over.
/// 3. `UnclaimedNotes` finds what sounds without a clear beginning.
/// 4. `AudibleNotes` lets pass what is clear, loud and long enough.
/// 5. `PolyphonyLimit` or `BestLine` decide what may sound at once, where that is asked for.
///
/// `docs/Accuracy.md` has the worth of each.
struct EvidenceDecoder: NoteDecoder {
  /// Frames between the first station and the others.
  private static let delays = (
    onsets: OnsetDetection.delay, unclaimed: OnsetDetection.delay + UnclaimedNotes.claimBefore
  )

  /// Frames that stay, for what was passed by while a note seemed to go on.
  private static let memory = 192

  private let settings: NoteCreator.Settings
  private let times: FrameTimes
  private let judge: NoteJudge
  private let audible: AudibleNotes

  private var frames: RecentFrames
  private var onsets: OnsetDetection
  private var sounding: [SoundingNote] = []
  private var unclaimed: UnclaimedNotes
  /// What of them is left, where not all are.
  private var selection: (any NoteSelection)?
  /// When the last note of each key ended, in seconds.
  private var latestOffsets = [Double](repeating: 0, count: ModelConstants.pitchCount)
  /// The first frame that has not passed the first station.
  private var next = 0
  private var isFinished = false

  init(settings: NoteCreator.Settings, arithmetic: Arithmetic) {
    self.settings = settings
    frames = RecentFrames(arithmetic: arithmetic)
    times = FrameTimes(quirks: settings.quirks)
    judge = NoteJudge(settings.decoder)
    audible = AudibleNotes(settings: settings, judge: judge)
    onsets = OnsetDetection(settings: settings, judge: judge)
    let bins = FrequencyRange(settings: settings).bins
    unclaimed = UnclaimedNotes(
      bins: bins, threshold: settings.frameThreshold, keepsTails: judge.keepsTails)
    selection =
      settings.isSingleLine
      ? BestLine(minimumLength: settings.minimumSeconds) : PolyphonyLimit(settings: settings)
  }

  var horizon: Double {
    guard !isFinished else { return .infinity }
    return min(openHorizon, selection?.firstOnset ?? .infinity)
  }

  /// Seconds before which no note begins that is still to be found.
  private var openHorizon: Double {
    max(0, times.seconds(ofFrame: max(firstOpenFrame, 0)) - judge.longestLead)
  }

  /// The frame before which no note begins that is still to be found.
  private var firstOpenFrame: Int {
    sounding.reduce(min(next - Self.delays.unclaimed, unclaimed.firstFrame ?? .max)) {
      min($0, $1.first)
    }
  }

  mutating func append(_ more: Posteriorgrams) -> [NoteEvent] {
    more.checkPreconditions()
    frames.append(more)
    var notes: [NoteEvent] = []
    while next + OnsetCandidates.neighbours < frames.count { notes += decided(advance()) }
    frames.drop(before: next - Self.memory)
    return notes
  }

  mutating func finish() -> [NoteEvent] {
    var notes: [NoteEvent] = []
    while next - Self.delays.unclaimed < frames.count { notes += decided(advance()) }
    var last: [FrameNote] = []
    for note in sounding.map(\.note) {
      last.append(note)
      last += unclaimed.release(
        note.bin, after: note.frames.upperBound, upTo: frames.count, in: frames)
    }
    last += unclaimed.finish()
    isFinished = true
    return notes + decided(last)
  }

  /// Lets the next frame pass the first station, and earlier ones the others.
  private mutating func advance() -> [FrameNote] {
    onsets.advance(to: next, in: frames)
    let followed = follow(to: next - Self.delays.onsets)
    let last = next - Self.delays.unclaimed
    let passed =
      settings.usesMelodia && frames.has(last) ? unclaimed.advance(to: last, in: frames) : []
    next += 1
    return followed + passed
  }

  /// Follows the notes that sound to a frame and begins those with an onset there.
  private mutating func follow(to frame: Int) -> [FrameNote] {
    guard frames.has(frame) else { return [] }
    let begun = onsets.onsets(in: frame).map {
      SoundingNote($0, in: frames, threshold: settings.frameThreshold, judge: judge)
    }
    var over = begun.isEmpty ? [] : restrike(begun)
    var isAnyOver = false
    for index in sounding.indices where sounding[index].advance(in: frames) { isAnyOver = true }
    if isAnyOver { over += endNotes(where: \.isOver) }
    var notes = over
    for note in over {
      notes += unclaimed.release(
        note.bin, after: note.frames.upperBound, upTo: frame - UnclaimedNotes.claimBefore,
        in: frames)
    }
    notes += begun.compactMap { unclaimed.claim($0.bin) }
    sounding += begun
    return notes
  }

  /// Ends the notes whose keys are struck again, before the onsets that end them.
  private mutating func restrike(_ begun: [SoundingNote]) -> [FrameNote] {
    let bins = begun.map(\.bin)
    return endNotes { bins.contains($0.bin) }.map { note in
      var note = note
      let next = begun.first { $0.bin == note.bin && $0.first == note.frames.upperBound }
      if let next {
        note.latestOffset = audible.onset(of: next.note)
      }
      return note
    }
  }

  private mutating func endNotes(where isOver: (SoundingNote) -> Bool) -> [FrameNote] {
    defer { sounding.removeAll(where: isOver) }
    return sounding.filter(isOver).map(\.note)
  }

  /// What of some notes is clear, loud and long enough, and may sound with the others.
  private mutating func decided(_ notes: [FrameNote]) -> [NoteEvent] {
    let events = notes.filter(audible.admits).map { event(of: $0) }
    guard selection != nil else { return events }
    let horizon = isFinished ? .infinity : openHorizon
    return selection?.append(events, horizon: horizon) ?? events
  }

  /// A note in seconds, which does not begin before the last note of its key has ended.
  private mutating func event(of note: FrameNote) -> NoteEvent {
    let event = audible.event(of: note, notBefore: latestOffsets[note.bin])
    latestOffsets[note.bin] = event.offset
    return event
  }
}
