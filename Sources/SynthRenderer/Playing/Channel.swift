import TranscriptionTypes

/// One MIDI channel: its program, its controllers and the voices that sound on it.
struct Channel {
  /// Strikes of one key that ring out as their timbre does; those before them, which have nearly
  /// died away in any music, are faded out at once. A damaged file may strike it at every frame.
  private static let ringingStrikes = 8

  /// Whether its keys are drums, as long as no bank says otherwise.
  var isDrumChannel: Bool
  private var program = 0
  private var bank = 0
  private var bankOfProgram = 0
  private var controllers = Controllers()
  private var voices: [Voice] = []
  private var left: GainRamp
  private var right: GainRamp
  private var room: GainRamp

  /// A channel as General MIDI has it after power-up.
  init(isDrumChannel: Bool, sampleRate: Double) {
    self.isDrumChannel = isDrumChannel
    let gains = controllers.gains
    left = GainRamp(gains.left, sampleRate: sampleRate)
    right = GainRamp(gains.right, sampleRate: sampleRate)
    room = GainRamp(controllers.roomGain, sampleRate: sampleRate)
  }

  /// Whether a voice is still to be heard.
  var isSounding: Bool { !voices.isEmpty }

  /// Takes a message from a frame on.
  mutating func receive(_ message: MIDIMessage, at frame: Int, instrument: Instrument) {
    switch message {
    case .noteOn(let pitch, let velocity) where velocity > 0:
      strike(pitch: pitch, velocity: velocity, at: frame, instrument: instrument)
    case .noteOn(let pitch, _), .noteOff(let pitch, _): lift { $0 == pitch }
    case .pitchBend(let semitones): if semitones.isFinite { controllers.bend = semitones }
    case .controlChange(let controller, let value):
      control(controller, value, instrument: instrument)
    case .programChange(let number):
      if GeneralMIDI.programs.indices.contains(number) { program = number }
      bankOfProgram = bank
    case .channelPressure(let pressure): controllers.pressure = pressure
    case .keyPressure(let pitch, let pressure):
      for i in voices.indices where voices[i].pitch == pitch { voices[i].pressure = pressure }
    }
  }

  /// Takes a message of the manager of the zone that the channel is a member of.
  mutating func receiveFromManager(_ message: MIDIMessage, at frame: Int, instrument: Instrument) {
    switch message {
    case .pitchBend(let semitones): if semitones.isFinite { controllers.zoneBend = semitones }
    case .controlChange, .programChange, .channelPressure:
      receive(message, at: frame, instrument: instrument)
    default: break
    }
  }

  /// Adds `span` frames of the channel's sound to a block, and what of it goes to the room to the
  /// beginning of another.
  ///
  /// - Returns: Frames until the last voice fell silent, `span` if one still sounds.
  mutating func mix(
    _ span: Int, into block: inout StereoBlock, at start: Int, room sent: inout StereoBlock?,
    scratch: inout StereoBlock, instrument: Instrument
  ) -> Int {
    defer {
      left.skip(span)
      right.skip(span)
      room.skip(span)
    }
    guard isSounding else { return 0 }
    scratch.clear(span)
    let (bend, swing) = (controllers.bend + controllers.zoneBend, controllers.swing)
    var sounding = 0
    for i in voices.indices {
      let count = voices[i].add(
        span, to: &scratch, bend: bend, wheel: swing + Controllers.swing(voices[i].pressure),
        instrument: instrument)
      sounding = max(sounding, count)
    }
    voices.removeAll { $0.isOver }
    left.scale(&scratch.left, span)
    right.scale(&scratch.right, span)
    block.add(scratch, span, at: start)
    guard sent != nil else { return sounding }
    room.scale(&scratch.left, span)
    room.scale(&scratch.right, span)
    sent?.add(scratch, span, at: 0)
    return sounding
  }

  /// Releases all notes, whatever key or pedal holds them; what is struck dies by itself.
  mutating func releaseEverything() {
    controllers.isSustaining = false
    for i in voices.indices where !voices[i].isStruck { voices[i].release() }
  }
}

// Keys.
extension Channel {
  /// Source: General MIDI 2, section 3.3.1; the 127 is Yamaha's and just as common.
  private var playsDrums: Bool {
    isDrumChannel || bankOfProgram == 120 || bankOfProgram == 127
  }

  private mutating func strike(
    pitch: Int, velocity: Int, at frame: Int, instrument: Instrument
  ) {
    guard let sound = sound(pitch: pitch, velocity: velocity, at: frame) else { return }
    makeRoom(for: sound, instrument: instrument)
    let bend = controllers.bend + controllers.zoneBend
    voices.append(Voice(sound, bend: bend, instrument: instrument))
  }

  /// What a key plays; nil for one that is no drum.
  private func sound(pitch: Int, velocity: Int, at frame: Int) -> Voice.Sound? {
    guard (0..<128).contains(pitch) else { return nil }
    let drum = playsDrums ? Drum.kit[pitch] : nil
    guard playsDrums == (drum != nil) else { return nil }
    let timbre = controllers.shaped(drum?.timbre ?? GeneralMIDI.programs[program])
    return Voice.Sound(
      timbre: timbre, pitch: pitch, velocity: controllers.velocity(velocity),
      position: drum?.position ?? Instrument.position(pitch: pitch, width: timbre.width),
      group: drum?.group,
      // Any numbers that differ will do.
      seed: UInt32(truncatingIfNeeded: (frame &+ 1) &* 2_654_435_761 &+ pitch &* 40_503))
  }

  /// Ends what a new sound ends: the same key's last note, and others of its group.
  private mutating func makeRoom(for sound: Voice.Sound, instrument: Instrument) {
    var later = 1
    for i in voices.indices.reversed() {
      if voices[i].pitch == sound.pitch {
        voices[i].release()
        if later >= Self.ringingStrikes { voices[i].cut(within: instrument.cutLength) }
        later += 1
      } else if let group = sound.group, voices[i].group == group {
        voices[i].cut(within: instrument.chokeLength)
      }
    }
  }

  private mutating func lift(where matches: (Int) -> Bool) {
    for i in voices.indices where matches(voices[i].pitch) && !voices[i].isStruck {
      voices[i].isKeyDown = false
    }
    releaseUnheld()
  }

  /// Releases what neither key nor pedal holds.
  private mutating func releaseUnheld() {
    guard !controllers.isSustaining else { return }
    for i in voices.indices
    where !voices[i].isKeyDown && !voices[i].isCaught && !voices[i].isReleased {
      voices[i].release()
    }
  }
}

// Controllers.
extension Channel {
  private mutating func control(_ controller: Int, _ value: Int, instrument: Instrument) {
    let isOn = value >= 64
    switch controller {
    case 0: bank = value
    case 1: controllers.modulation = value
    case 7: controllers.volume = value
    case 10: controllers.pan = value
    case 11: controllers.expression = value
    case 64: setSustain(isOn)
    case 66: setSostenuto(isOn)
    case 67: controllers.isSoft = isOn
    case 72: controllers.release = value
    case 73: controllers.attack = value
    case 74: controllers.brightness = value
    case 91: controllers.roomSend = value
    case 120: for i in voices.indices { voices[i].cut(within: instrument.cutLength) }
    case 121:
      controllers.reset()
      for i in voices.indices { voices[i].pressure = 0 }
      setSostenuto(false)
      releaseUnheld()
    // All notes off; a change of mode does the same. Pedals hold these notes too, as they would had
    // each key been lifted.
    case 123...127: lift { _ in true }
    default: return
    }
    let gains = controllers.gains
    left.move(to: gains.left)
    right.move(to: gains.right)
    room.move(to: controllers.roomGain)
  }

  private mutating func setSustain(_ isDown: Bool) {
    controllers.isSustaining = isDown
    releaseUnheld()
  }

  /// Catches the keys that are down when the pedal goes down, until it comes up.
  private mutating func setSostenuto(_ isDown: Bool) {
    guard isDown != controllers.isSostenutoDown || !isDown else { return }
    controllers.isSostenutoDown = isDown
    for i in voices.indices { voices[i].isCaught = isDown && voices[i].isKeyDown }
    releaseUnheld()
  }
}
