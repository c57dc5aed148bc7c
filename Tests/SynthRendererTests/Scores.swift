import SynthRenderer
import TestSupport
import TranscriptionTypes

/// A file of one track.
func score(_ events: [MIDIEvent]) -> MIDIFile {
  MIDIFile(tracks: [MIDITrack(events: events.sorted { $0.time < $1.time })])
}

/// A note of the first channel, as its two events.
func note(_ pitch: Int, velocity: Int = 100, from onset: Double, to offset: Double) -> [MIDIEvent] {
  [
    event(onset, .noteOn(pitch: pitch, velocity: velocity)),
    event(offset, .noteOff(pitch: pitch, velocity: 0)),
  ]
}

func event(_ time: Double, channel: Int = 0, _ message: MIDIMessage) -> MIDIEvent {
  MIDIEvent(time: time, channel: channel, message: message)
}

func control(_ time: Double, _ controller: Int, _ value: Int) -> MIDIEvent {
  event(time, .controlChange(controller: controller, value: value))
}

extension SynthRenderer {
  /// One without a room, so that what is heard is the voices.
  init(
    dryAt sampleRate: Double = 44_100, channels: ChannelLayout = .stereo, blockLength: Int = 4096
  ) {
    var settings = Settings()
    settings.sampleRate = sampleRate
    settings.channels = channels
    settings.blockLength = blockLength
    settings.hasRoom = false
    self.init(settings)
  }

  /// All samples of a rendering, interleaved.
  func samples(of midi: MIDIFile) -> [Float] {
    var samples: [Float] = []
    render(midi) { samples += $0 }
    return samples
  }
}

/// Music without sense: notes, bends and controllers on all channels, some of it out of order.
func randomScore(seed: UInt64, seconds: Double, events: Int) -> MIDIFile {
  var generator = SplitMix64(seed: seed)
  func random(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
  let tracks = (0..<3).map { _ in
    MIDITrack(
      events: (0..<events / 3).map { _ in
        let time = Double.random(in: 0..<seconds, using: &generator)
        let message: MIDIMessage =
          switch random(0...9) {
          case 0...3: .noteOn(pitch: random(0...127), velocity: random(0...127))
          case 4...5: .noteOff(pitch: random(0...127), velocity: 64)
          case 6: .pitchBend(semitones: .random(in: -12...12, using: &generator))
          case 7: .programChange(random(0...127))
          default:
            .controlChange(
              controller: [7, 11, 64, 120, 121, 123, 1, 10, 66, 67][random(0...9)],
              value: random(0...127))
          }
        return event(time, channel: random(0...15), message)
      })
  }
  return MIDIFile(tracks: tracks)
}
