import TranscriptionTypes

/// One playing of a file: who plays, what, and how far it has got.
struct Performance<Musician: Player> {
  /// Seconds for which held keys and pedals ring on after the last event.
  static var ringOut: Double { 2 }

  private let timeline: Timeline
  private let releaseFrame: Int
  private let ending: Ending
  private var player: Musician
  private var metronome: Metronome?
  private var zones = Zones()
  private var nextEntry = 0
  private var frame = 0
  private var isReleased = false

  init(
    of timeline: Timeline, by player: Musician, beside metronome: Metronome?,
    settings: SynthRenderer.Settings
  ) {
    self.player = player
    self.metronome = metronome
    let rate = settings.sampleRate
    self.timeline = timeline
    releaseFrame = timeline.lastFrame + Int(Self.ringOut * rate)
    ending = Ending(settings, lastEvent: timeline.lastFrame)
  }

  /// Fills a block from its beginning.
  ///
  /// - Returns: Frames filled; fewer than the block holds only at the end of the music.
  mutating func play(into block: inout StereoBlock) -> Int {
    block.clear(block.length)
    var filled = 0
    while filled < block.length, frame < ending.latest {
      applyDueEvents()
      guard mustGoOn || isSounding else { break }
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

  private var isSounding: Bool { player.isSounding || metronome?.isSounding ?? false }

  private var framesToNextEvent: Int {
    guard hasMoreEvents else { return isReleased ? .max : releaseFrame - frame }
    // There are no clicks after the last event.
    return min(timeline.entries[nextEntry].frame, metronome?.nextFrame ?? .max) - frame
  }

  private mutating func mix(_ span: Int, into block: inout StereoBlock, at start: Int) -> Int {
    let heard = player.mix(span, into: &block, at: start)
    return max(heard, metronome?.mix(span, into: &block, at: start) ?? 0)
  }

  private mutating func applyDueEvents() {
    metronome?.click(at: frame)
    while hasMoreEvents, timeline.entries[nextEntry].frame <= frame {
      apply(timeline.entries[nextEntry])
      nextEntry += 1
    }
    if !hasMoreEvents, !isReleased, frame >= releaseFrame {
      player.releaseEverything()
      isReleased = true
    }
  }

  private mutating func apply(_ entry: Timeline.Entry) {
    zones.follow(entry)
    player.setDrums(!zones.contain(MIDIFile.drumChannel), on: MIDIFile.drumChannel)
    player.receive(entry.message, on: entry.channel, at: frame)
    for member in zones.members(ofManager: entry.channel) {
      player.receiveFromManager(entry.message, on: member, at: frame)
    }
  }
}

/// Where the music has to end, whatever sounds.
private struct Ending {
  /// The frame before which it may not end, and the one at which it does.
  let earliest: Int
  let latest: Int
  private let fadeLength: Int

  init(_ settings: SynthRenderer.Settings, lastEvent: Int) {
    func frames(_ seconds: Double) -> Int { Int(min(seconds * settings.sampleRate, 0x1p53)) }
    let tailEnd = settings.tail.map { lastEvent + frames($0) }
    latest = min(tailEnd ?? .max, settings.longest.map(frames) ?? .max)
    earliest = min(tailEnd ?? 0, latest)
    fadeLength = Instrument.cutLength(sampleRate: settings.sampleRate)
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
