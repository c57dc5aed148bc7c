import TranscriptionTypes

/// Decides notes by weighing what speaks for and against them, while frames arrive.
///
/// Every frame passes five stations, each some frames after the last, so that each decision can
/// look ahead as far as it needs; nothing waits for the end:
/// 1. `OnsetCandidates` finds peaks of the onset posteriorgram.
/// 2. `OnsetEvidence` scores them.
/// 3. `OnsetChoice` keeps the best of those close together.
/// 4. `SoundingNote` follows each until it is over.
/// 5. `UnclaimedNotes` finds what sounds without a clear beginning.
///
/// `docs/Accuracy.md` has the worth of each.
struct EvidenceDecoder: NoteDecoder {
  /// Notes whose note posteriorgram is lower on average are dropped.
  private static let weakest: Float = 0.3

  /// Notes that are softer are noise, in decibels: white or pink noise of −80 dB reaches −98, a
  /// recording of music at −60 dB goes down to −82.
  private static let softest = -94.0

  /// How much the network is late, in seconds.
  private static let lateness = 0.014
  /// What is added to ends, in seconds.
  private static let endShift = -0.012
  /// Notes last at least this long, in seconds.
  private static let shortest = 0.02

  /// Frames between the first station and the others.
  private static let delays = (
    score: 30, choice: 30 + OnsetChoice.reach,
    unclaimed: 30 + OnsetChoice.reach + UnclaimedNotes.claimBefore
  )

  /// Frames that stay, for what was passed by while a note seemed to go on.
  private static let memory = 256

  private let settings: NoteCreator.Settings
  private let times: FrameTimes
  private let bins: Range<Int>

  private var frames = RecentFrames()
  private var candidates: OnsetCandidates
  /// Found and not scored.
  private var found: [OnsetCandidate] = []
  private var choice = OnsetChoice()
  private var sounding: [SoundingNote] = []
  private var unclaimed: UnclaimedNotes
  private var limit: PolyphonyLimit?
  /// The first frame that has not passed the first station.
  private var next = 0
  private var isFinished = false

  init(settings: NoteCreator.Settings) {
    self.settings = settings
    times = FrameTimes(quirks: settings.quirks)
    bins = FrequencyRange(settings: settings).bins
    candidates = OnsetCandidates(bins: bins)
    unclaimed = UnclaimedNotes(bins: bins)
    limit = PolyphonyLimit(settings: settings)
  }

  var horizon: Double {
    guard !isFinished else { return .infinity }
    return min(openHorizon, limit?.firstOnset ?? .infinity)
  }

  /// Seconds before which no note begins that is still to be found.
  private var openHorizon: Double {
    // Half a frame is the most that an onset lies before its own.
    max(
      0,
      times.seconds(ofFrame: max(firstOpenFrame, 0)) - FrameTimes.secondsPerFrame / 2
        - Self.lateness)
  }

  /// The frame before which no note begins that is still to be found.
  private var firstOpenFrame: Int {
    sounding.reduce(min(next - Self.delays.unclaimed, unclaimed.firstFrame ?? .max)) {
      min($0, $1.found.frames.lowerBound)
    }
  }

  mutating func append(_ more: Posteriorgrams) -> [NoteEvent] {
    more.checkPreconditions()
    var notes: [FrameNote] = []
    frames.append(more)
    while next + OnsetCandidates.neighbours < frames.count { notes += advance() }
    return events(of: notes)
  }

  mutating func finish() -> [NoteEvent] {
    var notes: [FrameNote] = []
    while next - Self.delays.unclaimed < frames.count { notes += advance() }
    notes += sounding.map(\.found)
    notes += unclaimed.finish()
    isFinished = true
    return events(of: notes)
  }

  /// Lets the next frame pass the first station, and earlier ones the others.
  private mutating func advance() -> [FrameNote] {
    found += candidates.find(in: next, of: frames.onset)
    score(upTo: next - Self.delays.score)
    let followed = follow(to: next - Self.delays.choice)
    let last = next - Self.delays.unclaimed
    let passed =
      settings.usesMelodia && frames.has(last) ? unclaimed.advance(to: last, in: frames) : []
    next += 1
    frames.drop(before: next - Self.memory)
    return followed + passed
  }

  private mutating func score(upTo frame: Int) {
    while let candidate = found.first, candidate.frame <= frame {
      let evidence = OnsetEvidence(candidate, note: frames.note, onset: frames.onset)
      var scored = found.removeFirst()
      scored.score = evidence.score(weakness: candidates.weakness)
      choice.append(scored)
    }
  }

  /// Follows the notes that sound to a frame and begins those with an onset there.
  private mutating func follow(to frame: Int) -> [FrameNote] {
    guard frames.has(frame) else { return [] }
    let onsets = choice.onsets(in: frame)
    var over =
      onsets.isEmpty ? [] : endNotes { note in onsets.contains { $0.bin == note.found.bin } }
    for index in sounding.indices { sounding[index].advance(in: frames) }
    over += endNotes(where: \.isOver)
    var notes = over
    for note in over {
      notes += unclaimed.release(
        note.bin, after: note.frames.upperBound, upTo: frame - UnclaimedNotes.claimBefore,
        in: frames)
    }
    for onset in onsets {
      if let note = unclaimed.claim(onset.bin) { notes.append(note) }
      sounding.append(SoundingNote(onset, in: frames))
    }
    return notes
  }

  private mutating func endNotes(where isOver: (SoundingNote) -> Bool) -> [FrameNote] {
    guard sounding.contains(where: isOver) else { return [] }
    defer { sounding.removeAll(where: isOver) }
    return sounding.filter(isOver).map(\.found)
  }

  /// The notes that are clear, loud and long enough.
  private mutating func events(of notes: [FrameNote]) -> [NoteEvent] {
    let heard = notes.filter {
      $0.amplitude >= Self.weakest && $0.level ?? 0 >= Self.softest
        && $0.frames.count > settings.minimumNoteFrames
    }
    let events = heard.map(event)
    let horizon = isFinished ? .infinity : openHorizon
    return limit?.append(events, horizon: horizon) ?? events
  }

  private func event(of note: FrameNote) -> NoteEvent {
    var event = note.event(at: times)
    event.onset = max(0, event.onset + note.peakShift * FrameTimes.secondsPerFrame - Self.lateness)
    event.offset = max(event.offset + Self.endShift, event.onset + Self.shortest)
    return event
  }
}
