import TranscriptionTypes

/// A track chunk that grows event by event.
struct TrackChunk {
  private static let longestGap = 0x0FFF_FFFF

  private var body: [UInt8] = []
  /// Bytes of the body that were taken away already.
  private var takenCount = 0
  private var lastTick = 0
  /// The status byte that the next event need not repeat.
  private var runningStatus: UInt8?
  private var bendRanges = [WrittenBendRange](repeating: WrittenBendRange(), count: 16)

  /// Begins a track, with a name unless it is empty.
  init(name: String = "") {
    if !name.isEmpty { appendMeta(type: 0x03, Array(name.utf8), tick: 0) }
  }

  /// Adds a meta event; it ends the running status.
  mutating func appendMeta(type: UInt8, _ data: [UInt8], tick: Int) {
    appendGap(to: tick)
    body += [0xFF, type]
    body.appendQuantity(data.count)
    body += data
    runningStatus = nil
  }

  /// Adds a channel event.
  ///
  /// A release without velocity is written as a strike without velocity, as nearly all writers do:
  /// it shares the strikes' status byte, which then need not be repeated.
  mutating func append(_ event: MIDIEvent, tick: Int) {
    switch event.message {
    case .noteOn(let pitch, let velocity): append(0x90, event.channel, [pitch, velocity], tick)
    case .noteOff(let pitch, 0): append(0x90, event.channel, [pitch, 0], tick)
    case .noteOff(let pitch, let velocity): append(0x80, event.channel, [pitch, velocity], tick)
    case .keyPressure(let pitch, let value): append(0xA0, event.channel, [pitch, value], tick)
    case .controlChange(let number, let value):
      append(0xB0, event.channel, [number, value], tick)
      bendRanges[event.channel].follow(controller: number, value: value)
    case .programChange(let program): append(0xC0, event.channel, [program], tick)
    case .channelPressure(let pressure): append(0xD0, event.channel, [pressure], tick)
    case .pitchBend(let semitones):
      let bend = bendRanges[event.channel].bend
      let value = bend.value(semitones: semitones) - PitchBend.values.lowerBound
      append(0xE0, event.channel, [value & 0x7F, value >> 7], tick)
    }
  }

  /// Ends the track one tick after its last event, as pretty_midi's do.
  mutating func end() { appendMeta(type: 0x2F, [], tick: lastTick + 1) }

  /// The chunk's beginning: its type and the length of its body so far.
  var header: [UInt8] {
    var bytes = Array("MTrk".utf8)
    bytes.appendBigEndian(takenCount + body.count, width: 4)
    return bytes
  }

  /// Takes away the part of the body that was not taken yet.
  mutating func takeBody() -> [UInt8] {
    defer { body = [] }
    takenCount += body.count
    return body
  }

  /// The whole chunk.
  consuming func finished() -> [UInt8] {
    end()
    return header + body
  }

  private mutating func append(_ kind: UInt8, _ channel: Int, _ data: [Int], _ tick: Int) {
    precondition((0..<16).contains(channel), "channel must lie in 0…15, got \(channel)")
    appendGap(to: tick)
    let status = kind | UInt8(channel)
    if status != runningStatus { body.append(status) }
    runningStatus = status
    for value in data {
      precondition((0..<128).contains(value), "MIDI values must lie in 0…127, got \(value)")
      body.append(UInt8(value))
    }
  }

  private mutating func appendGap(to tick: Int) {
    body.appendQuantity(min(max(0, tick - lastTick), Self.longestGap))
    lastTick = max(tick, lastTick)
  }
}

extension [UInt8] {
  /// Appends an integer, most significant byte first.
  mutating func appendBigEndian(_ value: Int, width: Int) {
    for byte in (0..<width).reversed() { append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
  }

  /// Appends a variable-length quantity: seven bits a byte, the high bit set on all but the last.
  mutating func appendQuantity(_ value: Int) {
    for shift in [21, 14, 7] where value >> shift > 0 {
      append(UInt8(truncatingIfNeeded: value >> shift) | 0x80)
    }
    append(UInt8(truncatingIfNeeded: value) & 0x7F)
  }
}
