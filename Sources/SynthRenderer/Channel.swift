import TranscriptionTypes

/// One MIDI channel: its controllers and the voices that sound on it.
struct Channel {
  /// Whether its keys are no pitches.
  var isDrums: Bool
  private var voices: [Voice] = []
  private var isPedalDown = false
  private var bend = 0.0
  private var volume = 100
  private var expression = 127
  private var gain: GainRamp

  /// A channel as General MIDI has it after power-up: volume 100, expression 127, no bend.
  init(isDrums: Bool, sampleRate: Double) {
    self.isDrums = isDrums
    gain = GainRamp(Self.gain(volume: 100, expression: 127), sampleRate: sampleRate)
  }

  /// Whether a voice is still to be heard.
  var isSounding: Bool { !voices.isEmpty }

  /// Takes a message from the next frame on.
  mutating func receive(_ message: MIDIMessage, instrument: Instrument) {
    switch message {
    case .noteOn(let pitch, let velocity) where velocity > 0:
      strike(pitch: pitch, velocity: velocity, instrument: instrument)
    case .noteOn(let pitch, _), .noteOff(let pitch, _):
      lift(instrument: instrument) { $0 == pitch }
    case .pitchBend(let semitones) where semitones.isFinite:
      setBend(semitones)
    case .controlChange(let controller, let value):
      control(controller, value, instrument: instrument)
    // Every program is the same instrument for now, and a piano does not feel pressure.
    case .pitchBend, .programChange, .channelPressure, .keyPressure: break
    }
  }

  /// Adds `span` frames of the channel's sound to a block.
  ///
  /// - Returns: Frames until the last voice fell silent, `span` if one still sounds.
  mutating func mix(
    _ span: Int, into block: inout StereoBlock, at start: Int, scratch: inout StereoBlock,
    instrument: Instrument
  ) -> Int {
    guard isSounding else {
      gain.skip(span)
      return 0
    }
    scratch.clear(span)
    var sounding = 0
    for i in voices.indices {
      sounding = max(sounding, voices[i].add(span, to: &scratch, instrument: instrument))
    }
    voices.removeAll { $0.isOver }
    gain.add(span, of: scratch, to: &block, at: start)
    return sounding
  }

  /// Releases all notes, whatever key or pedal holds them.
  mutating func releaseEverything(instrument: Instrument) {
    isPedalDown = false
    for i in voices.indices { voices[i].release(along: instrument.curves.release) }
  }

  private mutating func strike(pitch: Int, velocity: Int, instrument: Instrument) {
    guard !isDrums, (0..<128).contains(pitch) else { return }
    for i in voices.indices where voices[i].pitch == pitch {
      voices[i].release(along: instrument.curves.release)
    }
    voices.append(
      Voice(pitch: pitch, velocity: min(velocity, 127), bend: bend, instrument: instrument))
  }

  private mutating func lift(instrument: Instrument, where matches: (Int) -> Bool) {
    for i in voices.indices where matches(voices[i].pitch) {
      voices[i].isKeyDown = false
      if !isPedalDown { voices[i].release(along: instrument.curves.release) }
    }
  }

  private mutating func setBend(_ semitones: Double) {
    // Wider than any keyboard is still finite in hertz.
    bend = min(max(semitones, -127), 127)
    for i in voices.indices { voices[i].bend = bend }
  }

  private mutating func setPedal(down: Bool, instrument: Instrument) {
    isPedalDown = down
    guard !down else { return }
    for i in voices.indices where !voices[i].isKeyDown {
      voices[i].release(along: instrument.curves.release)
    }
  }

  /// Source: MIDI 1.0 detailed specification, tables III and IV (controllers and channel modes).
  private mutating func control(_ controller: Int, _ value: Int, instrument: Instrument) {
    switch controller {
    case 7: volume = value
    case 11: expression = value
    case 64: setPedal(down: value >= 64, instrument: instrument)
    case 120:
      for i in voices.indices { voices[i].release(along: instrument.curves.cut) }
    case 121:
      expression = 127
      setBend(0)
      setPedal(down: false, instrument: instrument)
    // The pedal holds these notes too, as it would had each key been lifted.
    case 123: lift(instrument: instrument) { _ in true }
    default: return
    }
    gain.move(to: Self.gain(volume: volume, expression: expression))
  }

  /// Both controllers act as 40 log₁₀(value / 127) decibels, which is the square in amplitude.
  ///
  /// Source: General MIDI 2, section 3.3.
  private static func gain(volume: Int, expression: Int) -> Float {
    let product = Float(min(max(volume, 0), 127) * min(max(expression, 0), 127)) / (127 * 127)
    return product * product
  }
}
