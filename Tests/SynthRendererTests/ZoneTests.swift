import Foundation
import MIDIWriter
import SynthRenderer
import TestSupport
import Testing
import TranscriptionTypes

/// What is written with MPE sounds as it should.
@Suite struct ZoneTests {
  private let renderer = SynthRenderer(dryAt: 44_100, channels: .mono)

  /// The sound of a file that was encoded and decoded.
  private func sound(of notes: [NoteEvent]) throws -> [Float] {
    var settings = NoteArranger.Settings()
    settings.pitchBends = .mpe
    let bytes = MIDIFileEncoder().encode(NoteArranger(settings: settings).arrange(notes))
    return renderer.samples(of: try MIDIFileDecoder().decode(bytes))
  }

  private func note(_ pitch: Int, _ bends: [Double]) -> NoteEvent {
    NoteEvent(onset: 0, offset: 1.5, pitch: pitch, confidence: 0.7, pitchBends: bends)
  }

  @Test func notesThatSoundTogetherBendApart() throws {
    let samples = try sound(of: [note(60, [0.3]), note(67, [-0.4])])
    for (pitch, bend) in [(60.0, 0.3), (67, -0.4)] {
      let expected = 440 * exp2((pitch + bend - 69) / 12)
      let measured = frequency(in: samples, near: expected, sampleRate: 44_100, at: 0.3)
      // A bend is rounded to steps of 0.6 cents, so by 0.3; the other note's partials, 60 dB below
      // under the window, err the phase by far less.
      #expect(abs(cents(measured, expected)) < 0.4)
    }
  }

  @Test func theFifteenthNoteSoundsOnTheDrumsChannel() throws {
    let others = (0..<14).map { note(40 + $0, []) }
    let all = try sound(of: others + [note(81, [])])
    let without = try sound(of: others)
    let alone = try sound(of: [note(81, [])])
    // Single precision's rounding of a sum of 15 notes below full scale.
    #expect(zip(zip(all, without), alone).allSatisfy { abs($0.0 - $0.1 - $1) < 1e-5 })
    #expect(alone.contains { abs($0) > 0.01 })
  }

  @Test func managerBendsAndHoldsItsMembers() {
    let zone = [(101, 0), (100, 6), (6, 5)].map { control(0, $0.0, $0.1) }
    let member = [
      event(0, channel: 3, .noteOn(pitch: 69, velocity: 100)),
      event(0, channel: 3, .pitchBend(semitones: 0.5)),
      event(0.2, channel: 3, .noteOff(pitch: 69, velocity: 0)),
    ]
    let manager = [
      event(0, .pitchBend(semitones: 1)), control(0, 64, 127),
      event(1, .noteOff(pitch: 1, velocity: 0)),
    ]
    let samples = renderer.samples(of: score(zone + member + manager))
    let expected = 440 * exp2(1.5 / 12)
    let measured = frequency(in: samples, near: expected, sampleRate: 44_100, at: 0.3)
    #expect(abs(cents(measured, expected)) < 0.1)
  }
}
