import TestSupport
import Testing
import TranscriptionTypes

@testable import Exports

@Suite struct PitchTrackTests {
  private func note(
    _ onset: Double, _ offset: Double, _ pitch: Int, level: Double? = -20, bends: [Double] = []
  ) -> NoteEvent {
    NoteEvent(
      onset: onset, offset: offset, pitch: pitch, confidence: 0.5, level: level, pitchBends: bends)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The frequencies at some times.
  private func frequencies(_ notes: [NoteEvent], _ times: [Double]) -> [String] {
    var track = PitchTrack()
    return text(track.append(notes, times: times, horizon: .infinity)).split(separator: "\n")
      .dropFirst().map { String($0.split(separator: ",")[1]) }
  }

  @Test func aNoteSoundsFromItsOnsetUpToItsOffset() {
    var track = PitchTrack()
    let bytes = track.append([note(1, 2, 69)], times: [0.999, 1, 1.5, 2], horizon: .infinity)
    #expect(
      text(bytes)
        == "# time_s,frequency_hz\n0.999000,0.000\n1.000000,440.000\n1.500000,440.000\n2.000000,0.000\n"
    )
  }

  /// Equal temperament: 440 · 2^(1/12) = 466.164 and 440 · 2^(−1/24) = 427.474.
  @Test func bendsAreFollowed() {
    #expect(frequencies([note(0, 1, 69, bends: [1])], [0, 0.9]) == ["466.164", "466.164"])
    #expect(
      frequencies([note(0, 1, 69, bends: [0, -0.5, 0])], [0, 0.5, 0.999_999_999])
        == ["440.000", "427.474", "440.000"])
    // Half-way between the bends 0 and 2.
    #expect(frequencies([note(2, 4, 69, bends: [0, 2])], [3]) == ["466.164"])
  }

  @Test func theLoudestCountsOfEqualOnesTheHigher() {
    let notes = [note(0, 2, 57, level: -10), note(0, 2, 69), note(0, 3, 81)]
    #expect(frequencies(notes, [1, 2.5]) == ["220.000", "880.000"])
    #expect(frequencies([note(0, 1, 57), note(0, 1, 69)], [0]) == ["440.000"])
  }

  @Test func aFrameWaitsForNotesThatMayBegin() {
    var track = PitchTrack()
    _ = track.append([], times: [], horizon: 0)
    #expect(text(track.append([], times: [0, 1, 2], horizon: 1)) == "0.000000,0.000\n")
    #expect(
      text(track.append([note(1, 9, 69)], times: [3], horizon: 2.5))
        == "1.000000,440.000\n2.000000,440.000\n")
    #expect(text(track.append([], times: [], horizon: .infinity)) == "3.000000,440.000\n")
  }

  /// However notes and frames are cut into portions.
  @Test func portionsDoNotMatter() {
    var generator = SplitMix64(seed: 4)
    let notes = (0..<200).map { index in
      let onset = Double(index) / 10
      let level = Double.random(in: -40...0, using: &generator)
      return note(
        onset, onset + .random(in: 0.05...3, using: &generator), 40 + index % 48, level: level,
        bends: [0, 0.3, -0.2])
    }
    let times = (0..<1800).map { Double($0) / 86 }
    var whole = PitchTrack()
    let expected = whole.append(notes, times: times, horizon: .infinity)
    for _ in 0..<20 {
      var track = PitchTrack()
      var (bytes, frame, next, horizon) = ([UInt8](), 0, 0, 0.0)
      while frame < times.count {
        let end = min(times.count, frame + Int.random(in: 0...300, using: &generator))
        horizon = max(horizon, times[max(0, end - 1)] - 1)
        let last = notes[next...].firstIndex { $0.onset >= horizon } ?? notes.count
        bytes += track.append(
          notes[next..<last].shuffled(using: &generator), times: Array(times[frame..<end]),
          horizon: horizon)
        (frame, next) = (end, last)
      }
      bytes += track.append(Array(notes[next...]), times: [], horizon: .infinity)
      #expect(bytes == expected)
    }
  }
}
