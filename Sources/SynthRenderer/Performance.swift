import TranscriptionTypes

/// One playing of a file: what has been played so far, and the channels that still sound.
struct Performance {
  /// Seconds for which held keys and pedals ring on after the last event.
  static let ringOut = 2.0

  private let timeline: Timeline
  private let instrument: Instrument
  private let releaseFrame: Int
  private var channels: [Channel]
  private var zone = LowerZone()
  private var scratch: StereoBlock
  private var nextEntry = 0
  private var frame = 0
  private var isReleased = false

  init(of midi: MIDIFile, on instrument: Instrument, blockLength: Int) {
    self.instrument = instrument
    timeline = Timeline(midi, sampleRate: instrument.sampleRate)
    releaseFrame = timeline.lastFrame + Int(Self.ringOut * instrument.sampleRate)
    channels = (0..<16).map {
      Channel(isDrums: $0 == MIDIFile.drumChannel, sampleRate: instrument.sampleRate)
    }
    scratch = StereoBlock(length: blockLength)
  }

  /// Fills a block from its beginning.
  ///
  /// - Returns: Frames filled; fewer than the block holds only at the end of the music.
  mutating func play(into block: inout StereoBlock) -> Int {
    block.clear(block.length)
    var filled = 0
    while filled < block.length {
      applyDueEvents()
      guard hasMoreEvents || isSounding else { break }
      let span = min(block.length - filled, framesToNextEvent)
      let sounding = mix(span, into: &block, at: filled)
      // Silence counts as music only while an event is still to come.
      let played = hasMoreEvents ? span : sounding
      filled += played
      frame += played
    }
    return filled
  }

  private var hasMoreEvents: Bool { nextEntry < timeline.entries.count }

  private var isSounding: Bool { channels.contains { $0.isSounding } }

  private var framesToNextEvent: Int {
    if hasMoreEvents { return timeline.entries[nextEntry].frame - frame }
    return isReleased ? .max : releaseFrame - frame
  }

  private mutating func applyDueEvents() {
    while hasMoreEvents, timeline.entries[nextEntry].frame <= frame {
      let entry = timeline.entries[nextEntry]
      zone.follow(entry)
      channels[MIDIFile.drumChannel].isDrums = !zone.takesDrumChannel
      channels[entry.channel].receive(entry.message, instrument: instrument)
      nextEntry += 1
    }
    if !hasMoreEvents, !isReleased, frame >= releaseFrame {
      for i in channels.indices { channels[i].releaseEverything(instrument: instrument) }
      isReleased = true
    }
  }

  private mutating func mix(_ span: Int, into block: inout StereoBlock, at start: Int) -> Int {
    var sounding = 0
    for i in channels.indices {
      sounding = max(
        sounding,
        channels[i].mix(
          span, into: &block, at: start, scratch: &scratch, instrument: instrument))
    }
    return sounding
  }
}
