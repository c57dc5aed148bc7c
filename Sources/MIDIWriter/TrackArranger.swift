import TranscriptionTypes

/// Turns notes, which come in order of onset, into the events of one track.
///
/// Events are handed on as soon as no note to come can precede them.
struct TrackArranger {
  /// Which channels the notes go to, and which of them bend.
  private enum Voices {
    case all(channel: Int)
    case separate(channel: Int, OverlappingBends)
    case zone(ZoneChannels)
  }

  private let tempo: GridTempo
  private let bends: Bool
  private let isTidy: Bool
  private var voices: Voices
  private var score: Score
  private var lastOnset: Double?

  /// A track of the layout `none`, `single` or `mpe`.
  init(settings: NoteArranger.Settings) {
    let isZone = settings.pitchBends == .mpe
    self.init(
      settings: settings,
      voices: isZone ? .zone(ZoneChannels()) : .separate(channel: 0, OverlappingBends()))
  }

  /// A track whose notes all bend on one channel.
  init(settings: NoteArranger.Settings, channel: Int) {
    self.init(settings: settings, voices: .all(channel: channel))
  }

  private init(settings: NoteArranger.Settings, voices: Voices) {
    tempo = GridTempo(settings: settings)
    bends = settings.pitchBends != .none
    self.voices = voices
    let program = MIDIMessage.programChange(settings.program)
    switch voices {
    case .all(let channel), .separate(let channel, _):
      isTidy = settings.tidiesPitchBends
      score = Score(grid: tempo.asked, bend: .standard, tidiesPitchBends: isTidy)
      let range = isTidy && bends ? PitchBend.standard.rangeMessages : []
      score.addSetup([program] + range, channel: channel)
    case .zone:
      isTidy = true
      score = Score(grid: tempo.asked, bend: .zone, tidiesPitchBends: true)
      let size = ZoneChannels.members.count
      score.addSetup(
        RegisteredParameter.zone.messages(setting: size) + [program],
        channel: ZoneChannels.manager)
      for channel in ZoneChannels.members {
        score.addSetup([program] + PitchBend.zone.rangeMessages, channel: channel)
      }
    }
  }

  /// Takes in the next note.
  mutating func append(_ note: NoteEvent) {
    var note = note
    if !bends { note.pitchBends = [] }
    lastOnset = note.onset
    switch voices {
    case .all(let channel): add(note, channel: channel)
    case .separate(let channel, var overlaps):
      if let settled = overlaps.append(note) { add(settled, channel: channel) }
      voices = .separate(channel: channel, overlaps)
    case .zone(var zone):
      let (channel, isShared) = zone.place(note)
      voices = .zone(zone)
      addToZone(note, channel: channel, isShared: isShared)
    }
  }

  /// The events before the last note, which may still change; none before the first note.
  mutating func takeEvents() -> [MIDIEvent] {
    guard let lastOnset else { return [] }
    return score.takeEntries(before: lastOnset).map(event)
  }

  /// The remaining events.
  consuming func finish() -> [MIDIEvent] {
    if case .separate(let channel, let overlaps) = voices, let last = overlaps.last {
      add(last, channel: channel)
    }
    return score.takeEntries().map(event)
  }

  private mutating func add(_ note: NoteEvent, channel: Int) {
    score.add(note, channel: channel)
    if isTidy, !note.pitchBends.isEmpty {
      score.addUnbending(at: note.offset, channel: channel)
    }
  }

  /// The channel stays bent after the note, whose sound dies away there, until the next begins.
  private mutating func addToZone(_ note: NoteEvent, channel: Int, isShared: Bool) {
    var note = note
    if isShared {
      score.removeBends(from: note.onset, channel: channel)
      note.pitchBends = []
    }
    if note.pitchBends.isEmpty { score.addUnbending(at: note.onset, channel: channel) }
    score.add(note, channel: channel)
  }

  private func event(_ entry: Score.Entry) -> MIDIEvent {
    MIDIEvent(
      time: tempo.written.seconds(atTick: entry.tick), channel: entry.channel,
      message: entry.message)
  }
}

extension PitchBend {
  /// The messages that set a channel to this range of whole semitones.
  fileprivate var rangeMessages: [MIDIMessage] {
    RegisteredParameter.bendRange.messages(setting: Int(range), fine: 0)
  }
}
