import Arithmetic
import TranscriptionTypes

/// Decides the notes of a single line by rules, of a voice or a wind instrument, while frames arrive:
/// never two at once.
///
/// `BestLine` chooses among notes of the learned decoder; this asks at once for the best succession of keys:
/// 1. `OnsetDetection` finds where keys are struck.
/// 2. `SingleLinePath` finds the best path through keys and rests.
/// 3. `SingleLineStrikes` begins a note where the path reaches a key, and where that is struck again.
/// 4. `SoundingNote` finds the end of each, no later than the path leaves its key.
/// 5. `AudibleNotes` lets pass what is clear, loud and long enough.
struct SingleLineDecoder: NoteDecoder {
  /// Frames between the first station and the third.
  private static let delay = SingleLinePath.lag + SingleLineStrikes.reach

  /// Frames that stay before the third station: what a note is given when it seemed to be over.
  private static let memory = 128

  private let settings: NoteCreator.Settings
  private let times: FrameTimes
  private let audible: AudibleNotes

  private var frames: RecentFrames
  private var onsets: OnsetDetection
  private var path: SingleLinePath
  private var strikes: SingleLineStrikes
  private var sounding: SoundingNote?
  /// The last note, which the next may cut short.
  private var last: FrameNote?
  /// When the note before it ended, in seconds.
  private var latestOffset = 0.0
  /// The first frame that has not passed the first station.
  private var next = 0
  /// The first frame that has not passed the third.
  private var open = SingleLineStrikes.firstFrame
  private var isFinished = false

  init(settings: NoteCreator.Settings, arithmetic: Arithmetic) {
    self.settings = settings
    frames = RecentFrames(arithmetic: arithmetic)
    times = FrameTimes(quirks: settings.quirks)
    audible = AudibleNotes(settings: settings, judge: .rules)
    onsets = OnsetDetection(settings: settings, judge: .rules)
    path = SingleLinePath(settings: settings)
    strikes = SingleLineStrikes(needsOnsets: !settings.usesMelodia)
  }

  var horizon: Double {
    isFinished ? .infinity : earliestOnset(from: last?.frames.lowerBound ?? openFrame)
  }

  /// The first frame of the notes that may follow the last.
  private var openFrame: Int { sounding?.first ?? open }

  /// When a note from this frame on may begin.
  private func earliestOnset(from frame: Int) -> Double {
    max(0, times.seconds(ofFrame: max(frame, 0)) - OnsetTime.longestLead)
  }

  mutating func append(_ more: Posteriorgrams) -> [NoteEvent] {
    more.checkPreconditions()
    frames.append(more)
    var notes: [NoteEvent] = []
    while next + OnsetCandidates.neighbours < frames.count { notes += advance() }
    frames.drop(before: open - Self.memory)
    return notes
  }

  mutating func finish() -> [NoteEvent] {
    var notes: [NoteEvent] = []
    while next < frames.count { notes += advance() }
    for state in path.finish() { strikes.append(state) }
    while open < frames.count { notes += advance() }
    notes += endNote()
    isFinished = true
    return notes + giveLast()
  }

  /// Lets the next frame pass the first two stations, and an earlier one the others.
  private mutating func advance() -> [NoteEvent] {
    onsets.advance(to: next, in: frames)
    if frames.has(next), let state = path.append(next, of: frames) { strikes.append(state) }
    let notes = next - Self.delay >= open ? follow(to: next - Self.delay) : []
    next += 1
    return notes
  }

  /// Follows the note that sounds to a frame, where it may end and another begin.
  private mutating func follow(to frame: Int) -> [NoteEvent] {
    open = frame + 1
    var notes: [NoteEvent] = []
    switch strikes.change(in: frame, onsets: onsets.onsets(in: frame), of: frames.onset) {
    case .strike(let onset):
      notes = endNote()
      sounding = SoundingNote(
        onset, in: frames, threshold: settings.frameThreshold, judge: .rules)
    case .end:
      notes = endNote()
    case nil:
      if sounding?.advance(in: frames) == true { notes = endNote() }
    }
    return notes + giveLastIfOver()
  }

  /// Ends the note that sounds, which may cut the last one short.
  private mutating func endNote() -> [NoteEvent] {
    defer { sounding = nil }
    guard let note = sounding?.note, audible.admits(note) else { return [] }
    let onset = audible.onset(of: note)
    last?.latestOffset = onset
    defer { last = note }
    return giveLast()
  }

  /// The last note, if none begins any more before it ends.
  private mutating func giveLastIfOver() -> [NoteEvent] {
    guard let note = last else { return [] }
    let end = audible.span(of: note, notBefore: latestOffset).upperBound
    return end <= earliestOnset(from: openFrame) ? giveLast() : []
  }

  private mutating func giveLast() -> [NoteEvent] {
    guard let note = last else { return [] }
    let event = audible.event(of: note, notBefore: latestOffset)
    latestOffset = event.offset
    last = nil
    return [event]
  }
}
