import TranscriptionTypes

/// Plays on the instruments of a SoundFont.
///
/// FluidSynth computes 64 frames at a time and hears events between them. It is asked for exactly
/// these, so that no bit depends on how the music is cut into blocks.
struct SoundFontPlayer: Player {
  static let quantum = 64

  /// FluidSynth's own; its programs are then as loud as the built-in ones, within some decibels.
  static let gain = 0.2

  /// Banks whose programs are drums, as for the built-in voices.
  private static let drumBanks: Set<Int> = [120, 127]
  /// Registered parameters are read from the file as bends; FluidSynth must not do it again.
  private static let parameters: Set<Int> = [6, 38, 96, 97, 98, 99, 100, 101]
  /// Voices that a key may need, as of layers and sides.
  static let voicesOfAKey = 8
  /// The voices that FluidSynth has room for at all.
  static let polyphonies = 256...1024
  /// Frames without a sound after which there will be none: echoes lie closer.
  private static let longestGap = 8192
  /// Frames after which it ends even so; a SoundFont's longest release is 100 s at 96 kHz.
  private static let longestRelease = 100 * 96_000
  /// No louder than this, a frame is silent: −120 decibels of full scale.
  private static let faintest: Float = 1e-6

  private struct Channel {
    var isDrumChannel: Bool
    var bank = 0
    var program = 0
    /// Whether FluidSynth has been told; samples of programs that play nothing are not loaded.
    var isChosen = false
    /// Semitones.
    var bend = 0.0
    var zoneBend = 0.0
    var playsDrums = false
  }

  private let synth: FluidSynth.Handle
  private let library: FluidSynth
  private var channels = (0..<16).map { Channel(isDrumChannel: $0 == MIDIFile.drumChannel) }
  private var left = [Float](repeating: 0, count: quantum)
  private var right = [Float](repeating: 0, count: quantum)
  private var consumed = quantum
  /// Frames since something was heard.
  private var silence = longestGap
  /// Frames since everything was released; nil until then.
  private var released: Int?

  init(_ synth: FluidSynth.Handle, library: FluidSynth) {
    (self.synth, self.library) = (synth, library)
  }

  var isSounding: Bool { silence < Self.longestGap && (released ?? 0) < Self.longestRelease }

  mutating func receive(_ message: MIDIMessage, on channel: Int, at frame: Int) {
    let (number, handle) = (Int32(channel), synth)
    switch message {
    case .noteOn(let pitch, let velocity) where velocity > 0:
      choose(channel)
      makeRoom()
      silence = 0
      _ = library.noteOn(handle, number, Int32(clamping: pitch), Int32(clamping: velocity))
    case .noteOn(let pitch, _), .noteOff(let pitch, _):
      _ = library.noteOff(handle, number, Int32(clamping: pitch))
    case .pitchBend(let semitones):
      guard semitones.isFinite else { return }
      channels[channel].bend = semitones
      bend(channel)
    case .controlChange(let controller, let value): control(channel, controller, value)
    case .programChange(let program):
      channels[channel].program = program
      channels[channel].playsDrums = Self.drumBanks.contains(channels[channel].bank)
      channels[channel].isChosen = false
    case .channelPressure(let pressure):
      _ = library.channelPressure(handle, number, Int32(clamping: pressure))
    case .keyPressure(let pitch, let pressure):
      _ = library.keyPressure(handle, number, Int32(clamping: pitch), Int32(clamping: pressure))
    }
  }

  mutating func receiveFromManager(_ message: MIDIMessage, on channel: Int, at frame: Int) {
    switch message {
    case .pitchBend(let semitones):
      guard semitones.isFinite else { return }
      channels[channel].zoneBend = semitones
      bend(channel)
    case .controlChange, .programChange, .channelPressure:
      receive(message, on: channel, at: frame)
    default: break
    }
  }

  mutating func setDrums(_ isDrumChannel: Bool, on channel: Int) {
    guard channels[channel].isDrumChannel != isDrumChannel else { return }
    channels[channel].isDrumChannel = isDrumChannel
    channels[channel].isChosen = false
  }

  mutating func releaseEverything() {
    released = 0
    for channel in channels.indices {
      for controller in [64, 66, 123] { control(channel, controller, 0) }
    }
  }

  mutating func mix(_ span: Int, into block: inout StereoBlock, at start: Int) -> Int {
    var (done, heard) = (0, 0)
    while done < span {
      if consumed == Self.quantum { computeQuantum() }
      let count = min(Self.quantum - consumed, span - done)
      for i in 0..<count {
        block.left[start + done + i] += left[consumed + i]
        block.right[start + done + i] += right[consumed + i]
      }
      consumed += count
      done += count
      if isSounding { heard = done }
    }
    return heard
  }
}

extension SoundFontPlayer {
  /// The next 64 frames; nothing is computed in pauses.
  private mutating func computeQuantum() {
    consumed = 0
    guard isSounding else {
      for i in left.indices { (left[i], right[i]) = (0, 0) }
      return
    }
    let count = Int32(Self.quantum)
    let status = left.withUnsafeMutableBytes { left in
      right.withUnsafeMutableBytes { right in
        library.write(synth, count, left.baseAddress, 0, 1, right.baseAddress, 0, 1)
      }
    }
    if status != 0 { for i in left.indices { (left[i], right[i]) = (0, 0) } }
    if let released { self.released = released + Self.quantum }
    let isSilent = zip(left, right).allSatisfy { max(abs($0), abs($1)) <= Self.faintest }
    silence = isSilent && library.activeVoiceCount(synth) == 0 ? silence + Self.quantum : 0
  }

  /// Selects the program that a key is about to play.
  private mutating func choose(_ channel: Int) {
    let state = channels[channel]
    guard !state.isChosen else { return }
    let isDrums = state.isDrumChannel || state.playsDrums
    let type = isDrums ? FluidSynth.drums : FluidSynth.melodic
    _ = library.setChannelType(synth, Int32(channel), type)
    if !isDrums {
      _ = library.control(synth, Int32(channel), 0, Int32(clamping: state.bank))
    }
    _ = library.program(synth, Int32(channel), Int32(clamping: state.program))
    channels[channel].isChosen = true
  }

  /// Sees to it that no note ends another: FluidSynth has so many voices and no more, but grows.
  private func makeRoom() {
    let (active, most) = (Int(library.activeVoiceCount(synth)), Int(library.polyphony(synth)))
    guard active + Self.voicesOfAKey > most else { return }
    _ = library.setPolyphony(synth, Int32(min(2 * most, Self.polyphonies.upperBound)))
  }

  private mutating func control(_ channel: Int, _ controller: Int, _ value: Int) {
    guard !Self.parameters.contains(controller) else { return }
    // A change of mode ends all notes; FluidSynth would also play one at a time.
    let understood = (124...127).contains(controller) ? 123 : controller
    switch understood {
    // Both parts of a bank count from the next program on.
    case 0: channels[channel].bank = value
    case 32: break
    default:
      _ = library.control(
        synth, Int32(channel), Int32(clamping: understood), Int32(clamping: value))
    }
    guard understood == 121 else { return }
    (channels[channel].bend, channels[channel].zoneBend) = (0, 0)
    bend(channel)
  }

  /// Tunes the channel: FluidSynth's own bend is one part in 128 too narrow.
  private func bend(_ channel: Int) {
    let semitones = channels[channel].bend + channels[channel].zoneBend
    // It knows whole cents only, and would leave out what is beyond.
    let cents = (100 * min(max(semitones, -127), 127)).rounded()
    _ = library.setGenerator(synth, Int32(channel), FluidSynth.fineTune, Float(cents))
  }
}
