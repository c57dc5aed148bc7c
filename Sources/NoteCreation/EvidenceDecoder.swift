import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

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
  /// Notes that are softer are noise, in decibels: white or pink noise of −80 dB reaches −98, a
  /// recording of music at −60 dB goes down to −82.
  private static let softest = -94.0

  /// What is added to ends, in seconds.
  private static let endShift = -0.014
  /// Notes last at least this long, in seconds.
  private static let shortest = 0.02

  /// Frames between the first station and the others.
  private static let delays = (
    score: 30, choice: 30 + OnsetChoice.reach,
    unclaimed: 30 + OnsetChoice.reach + UnclaimedNotes.claimBefore
  )

  /// Frames that stay, for what was passed by while a note seemed to go on.
  private static let memory = 192

  private let settings: NoteCreator.Settings
  /// What an onset's log odds must exceed.
  private let onsetLimit: Double
  private let times: FrameTimes
  private let bins: Range<Int>
  /// Nil when bends are not asked for.
  private let pitch: RefinedPitchBends?

  private var frames = RecentFrames()
  private var candidates: OnsetCandidates
  /// Found and not scored.
  private var found: [OnsetCandidate] = []
  private var choice = OnsetChoice()
  private var sounding: [SoundingNote] = []
  private var unclaimed: UnclaimedNotes
  private var limit: PolyphonyLimit?
  /// When the last note of each key ended, in seconds.
  private var latestOffsets = [Double](repeating: 0, count: ModelConstants.pitchCount)
  /// The first frame that has not passed the first station.
  private var next = 0
  private var isFinished = false

  init(settings: NoteCreator.Settings) {
    self.settings = settings
    onsetLimit = log(settings.onsetThreshold / (1 - settings.onsetThreshold))
    times = FrameTimes(quirks: settings.quirks)
    bins = FrequencyRange(settings: settings).bins
    candidates = OnsetCandidates(bins: bins)
    pitch = settings.includesPitchBends ? RefinedPitchBends() : nil
    unclaimed = UnclaimedNotes(bins: bins, threshold: settings.frameThreshold, pitch: pitch)
    limit = PolyphonyLimit(settings: settings)
  }

  var horizon: Double {
    guard !isFinished else { return .infinity }
    return min(openHorizon, limit?.firstOnset ?? .infinity)
  }

  /// Seconds before which no note begins that is still to be found.
  private var openHorizon: Double {
    max(0, times.seconds(ofFrame: max(firstOpenFrame, 0)) - OnsetTime.longestLead)
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
      scored.score = evidence.score(weakness: candidates.weakness) - onsetLimit
      choice.append(scored)
    }
  }

  /// Follows the notes that sound to a frame and begins those with an onset there.
  private mutating func follow(to frame: Int) -> [FrameNote] {
    guard frames.has(frame) else { return [] }
    let begun = choice.onsets(in: frame).map {
      SoundingNote($0, in: frames, threshold: settings.frameThreshold, pitch: pitch)
    }
    var over = restrike(begun)
    for index in sounding.indices { sounding[index].advance(in: frames) }
    over += endNotes(where: \.isOver)
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
    guard !begun.isEmpty else { return [] }
    return endNotes { note in begun.contains { $0.bin == note.bin } }.map { note in
      var note = note
      if let next = begun.first(where: { $0.bin == note.bin }) {
        note.latestOffset = times.seconds(ofFrame: next.first) + next.note.delay
      }
      return note
    }
  }

  private mutating func endNotes(where isOver: (SoundingNote) -> Bool) -> [FrameNote] {
    guard sounding.contains(where: isOver) else { return [] }
    defer { sounding.removeAll(where: isOver) }
    return sounding.filter(isOver).map(\.note)
  }

  /// What of some notes is clear, loud and long enough, and within the limit on polyphony.
  private mutating func decided(_ notes: [FrameNote]) -> [NoteEvent] {
    let heard = notes.filter {
      Double($0.amplitude) >= settings.frameThreshold && $0.level ?? 0 >= Self.softest
        && $0.frames.count > settings.minimumNoteFrames
    }
    let events = heard.map { event(of: $0) }
    guard limit != nil else { return events }
    let horizon = isFinished ? .infinity : openHorizon
    return limit?.append(events, horizon: horizon) ?? events
  }

  /// A note in seconds, which does not begin before the last note of its key has ended.
  private mutating func event(of note: FrameNote) -> NoteEvent {
    var event = note.event(at: times, pitchBends: [])
    event.onset = max(0, event.onset + note.delay, latestOffsets[note.bin])
    event.offset = max(
      min(event.offset + Self.endShift, note.latestOffset), event.onset + Self.shortest)
    event.pitchBends = PitchCurve(note.bends).pitchBends(
      ofFramesAt: (note.frames.lowerBound...note.frames.upperBound).map(times.seconds),
      over: event.onset...event.offset)
    latestOffsets[note.bin] = event.offset
    return event
  }
}
