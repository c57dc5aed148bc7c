import Testing
import TranscriptionTypes

@testable import Exports

@Suite struct NoteIntervalsTests {
  private func note(_ onset: Double, _ offset: Double, _ pitch: Int) -> NoteEvent {
    NoteEvent(onset: onset, offset: offset, pitch: pitch, confidence: 0.5, pitchBends: [0.4])
  }

  /// 27.5 and 4186.009 Hz are the ends of the keyboard.
  @Test func linesHaveOnsetOffsetAndFrequency() {
    var intervals = NoteIntervals()
    let bytes = intervals.append(
      [note(12.5, 13, 108), note(0.000_000_4, 1.25, 21), note(0, 0.5, 69)], horizon: .infinity)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "0.000000\t0.500000\t440.000\n0.000000\t1.250000\t27.500\n12.500000\t13.000000\t4186.009\n"
    )
  }

  @Test func linesWaitForEarlierNotes() {
    var intervals = NoteIntervals()
    #expect(intervals.append([note(2, 3, 60)], horizon: 2).isEmpty)
    let bytes = intervals.append([note(2, 4, 48)], horizon: 2.1)
    #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\n").count == 2)
  }
}
