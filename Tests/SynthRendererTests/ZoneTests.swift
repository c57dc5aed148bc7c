import Foundation
import MIDIWriter
import SynthRenderer
import TestSupport
import Testing
import TranscriptionTypes

/// What is written with MPE sounds as it should.
@Suite struct ZoneTests {
  private let renderer = SynthRenderer(channels: .mono)

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
}
