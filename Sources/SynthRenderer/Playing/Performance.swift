import TranscriptionTypes

/// One playing of a file: what has been played so far, the channels that still sound, and the room.
struct Performance {
  /// Seconds for which held keys and pedals ring on after the last event.
  static let ringOut = 2.0

  private let timeline: Timeline
  private let instrument: Instrument
  private let releaseFrame: Int
  private let ending: Ending
  private var channels: [Channel]
  private var zones = Zones()
  private var room: Room?
  /// Frames for which the room is still heard.
  private var ringing = 0
  private var scratch: StereoBlock
  private var nextEntry = 0
  private var frame = 0
  private var isReleased = false

  init(of midi: MIDIFile, on instrument: Instrument, settings: SynthRenderer.Settings) {
    self.instrument = instrument
    let rate = instrument.sampleRate
    timeline = Timeline(midi, sampleRate: rate)
    releaseFrame = timeline.lastFrame + Int(Self.ringOut * rate)
    ending = Ending(settings, lastEvent: timeline.lastFrame, fade: instrument.cutLength)
    channels = (0..<16).map { Channel(isDrumChannel: $0 == MIDIFile.drumChannel, sampleRate: rate) }
    room = settings.hasRoom ? Room(sampleRate: rate) : nil
    scratch = StereoBlock(length: settings.blockLength)
  }

  /// Fills a block from its beginning.
  ///
  /// - Returns: Frames filled; fewer than the block holds only at the end of the music.
  mutating func play(into block: inout StereoBlock) -> Int {
    block.clear(block.length)
    var filled = 0
    while filled < block.length, frame < ending.latest {
      applyDueEvents()
      guard mustGoOn || isSounding || ringing > 0 else { break }
      let span = min(block.length - filled, framesToNextEvent, ending.latest - frame)
      let heard = mix(span, into: &block, at: filled)
      // Silence counts as music only while something is still to come.
      let played = mustGoOn ? span : heard
      ending.fade(played, of: &block, at: filled, from: frame)
      filled += played
      frame += played
    }
    return filled
  }

  private var hasMoreEvents: Bool { nextEntry < timeline.entries.count }

  private var mustGoOn: Bool { hasMoreEvents || frame < ending.earliest }

  private var isSounding: Bool { channels.contains { $0.isSounding } }

  private var framesToNextEvent: Int {
    if hasMoreEvents { return timeline.entries[nextEntry].frame - frame }
    return isReleased ? .max : releaseFrame - frame
  }

  private mutating func applyDueEvents() {
    while hasMoreEvents, timeline.entries[nextEntry].frame <= frame {
      apply(timeline.entries[nextEntry])
      nextEntry += 1
    }
    if !hasMoreEvents, !isReleased, frame >= releaseFrame {
      for i in channels.indices { channels[i].releaseEverything() }
      isReleased = true
    }
  }

  private mutating func apply(_ entry: Timeline.Entry) {
    zones.follow(entry)
    channels[MIDIFile.drumChannel].isDrumChannel = !zones.contain(MIDIFile.drumChannel)
    channels[entry.channel].receive(entry.message, at: frame, instrument: instrument)
    for member in zones.members(ofManager: entry.channel) {
      channels[member].receiveFromManager(entry.message, at: frame, instrument: instrument)
    }
  }

  /// - Returns: Frames until all is silent, `span` if something is still heard.
  private mutating func mix(_ span: Int, into block: inout StereoBlock, at start: Int) -> Int {
    var sounding = 0
    for i in channels.indices {
      sounding = max(
        sounding,
        channels[i].mix(
          span, into: &block, at: start, scratch: &scratch, instrument: instrument))
    }
    guard let ringLength = room?.ringLength else { return sounding }
    let audible = sounding > 0 ? sounding + ringLength : ringing
    ringing = max(0, audible - span)
    let heard = min(span, audible)
    if heard > 0 { room?.resound(heard, of: &block, at: start) }
    if heard > 0, ringing == 0 { room?.clear() }
    return heard
  }
}

/// Where the music has to end, whatever sounds.
private struct Ending {
  /// The frame before which it may not end, and the one at which it does.
  let earliest: Int
  let latest: Int
  private let fadeLength: Int

  init(_ settings: SynthRenderer.Settings, lastEvent: Int, fade: Int) {
    func frames(_ seconds: Double) -> Int { Int(min(seconds * settings.sampleRate, 0x1p53)) }
    let tailEnd = settings.tail.map { lastEvent + frames($0) }
    latest = min(tailEnd ?? .max, settings.longest.map(frames) ?? .max)
    earliest = min(tailEnd ?? 0, latest)
    fadeLength = fade
  }

  /// Lets the last milliseconds fade, so that nothing is cut off with a click.
  func fade(_ count: Int, of block: inout StereoBlock, at start: Int, from frame: Int) {
    guard latest < .max else { return }
    for i in 0..<count where frame + i >= latest - fadeLength {
      let gain = Float(latest - frame - i) / Float(fadeLength + 1)
      block.left[start + i] *= gain
      block.right[start + i] *= gain
    }
  }
}
