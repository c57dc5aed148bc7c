import TranscriptionTypes

/// The built-in voices on all channels, and the room in which they stand.
struct Orchestra: Player {
  private let instrument: Instrument
  private var channels: [Channel]
  private var room: Room?
  /// Frames for which the room is still heard.
  private var ringing = 0
  private var scratch: StereoBlock
  /// What goes into the room.
  private var sent: StereoBlock?

  init(_ instrument: Instrument, settings: SynthRenderer.Settings) {
    self.instrument = instrument
    let rate = instrument.sampleRate
    channels = (0..<16).map { Channel(isDrumChannel: $0 == MIDIFile.drumChannel, sampleRate: rate) }
    room = settings.hasRoom ? Room(sampleRate: rate) : nil
    scratch = StereoBlock(length: settings.blockLength)
    sent = settings.hasRoom ? scratch : nil
  }

  var isSounding: Bool { ringing > 0 || channels.contains { $0.isSounding } }

  mutating func receive(_ message: MIDIMessage, on channel: Int, at frame: Int) {
    channels[channel].receive(message, at: frame, instrument: instrument)
  }

  mutating func receiveFromManager(_ message: MIDIMessage, on channel: Int, at frame: Int) {
    channels[channel].receiveFromManager(message, at: frame, instrument: instrument)
  }

  mutating func setDrums(_ isDrumChannel: Bool, on channel: Int) {
    channels[channel].isDrumChannel = isDrumChannel
  }

  mutating func releaseEverything() {
    for i in channels.indices { channels[i].releaseEverything() }
  }

  mutating func mix(_ span: Int, into block: inout StereoBlock, at start: Int) -> Int {
    sent?.clear(span)
    var sounding = 0
    for i in channels.indices {
      sounding = max(
        sounding,
        channels[i].mix(
          span, into: &block, at: start, room: &sent, scratch: &scratch, instrument: instrument))
    }
    guard let ringLength = room?.ringLength, let sent else { return sounding }
    let audible = sounding > 0 ? sounding + ringLength : ringing
    ringing = max(0, audible - span)
    let heard = min(span, audible)
    if heard > 0 { room?.resound(heard, of: sent, into: &block, at: start) }
    if heard > 0, ringing == 0 { room?.clear() }
    return heard
  }
}
