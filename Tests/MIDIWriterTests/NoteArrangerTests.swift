import MIDIWriter
import Testing
import TranscriptionTypes

@Suite struct NoteArrangerTests {
  private func arrange(
    _ notes: [NoteEvent], _ change: (inout NoteArranger.Settings) -> Void = { _ in }
  ) -> MIDIFile {
    var settings = NoteArranger.Settings()
    change(&settings)
    return NoteArranger(settings: settings).arrange(notes)
  }

  private func bends(_ file: MIDIFile) -> [Double] {
    file.tracks.flatMap(\.events).compactMap {
      if case .pitchBend(let semitones) = $0.message { semitones } else { nil }
    }
  }

  @Test func oneNoteIsProgramStrikeAndRelease() {
    // Half a second is one quarter, 220 ticks: on the grid, so times stay as they are.
    let file = arrange([NoteEvent(onset: 0.5, offset: 1, pitch: 60, confidence: 0.5)])
    #expect(file.tempoChanges == [TempoChange(time: 0, beatsPerMinute: 120)])
    #expect(
      file.tracks == [
        MIDITrack(events: [
          MIDIEvent(time: 0, channel: 0, message: .programChange(4)),
          MIDIEvent(time: 0.5, channel: 0, message: .noteOn(pitch: 60, velocity: 64)),
          MIDIEvent(time: 1, channel: 0, message: .noteOff(pitch: 60, velocity: 0)),
        ])
      ])
  }

  @Test func noNotesAreNoTracks() {
    for layout in PitchBendLayout.allCases {
      #expect(arrange([]) { $0.pitchBends = layout }.tracks.isEmpty)
    }
  }

  @Test func tracksCarryNameAndProgram() {
    let file = arrange([NoteEvent(onset: 0, offset: 1, pitch: 60, confidence: 1)]) {
      $0.trackName = "Gesang"
      $0.program = 53
    }
    #expect(file.tracks.first?.name == "Gesang")
    #expect(file.tracks.first?.events.first?.message == .programChange(53))
  }

  @Test func bendsSpanTheNoteAndStopAtTwoSemitones() {
    let note = NoteEvent(
      onset: 0, offset: 1, pitch: 60, confidence: 1, pitchBends: [-25.0 / 3, 1, 25.0 / 3])
    #expect(bends(arrange([note])) == [-2, 1, 8191.0 / 4096])
  }

  @Test func onlyNotesThatOverlapLoseTheirBends() {
    let notes = [
      NoteEvent(onset: 0, offset: 4, pitch: 60, confidence: 1, pitchBends: [0.25]),
      NoteEvent(onset: 1, offset: 2, pitch: 61, confidence: 1, pitchBends: [0.5]),
      NoteEvent(onset: 3, offset: 5, pitch: 62, confidence: 1, pitchBends: [0.75]),
      NoteEvent(onset: 5, offset: 6, pitch: 63, confidence: 1, pitchBends: [1]),
    ]
    #expect(bends(arrange(notes.reversed())) == [1])
    #expect(bends(arrange(notes) { $0.pitchBends = .perPitch }) == [0.25, 0.5, 0.75, 1])
  }

  @Test func channelsCycleWithoutTheDrums() {
    let notes = (30..<47).map { NoteEvent(onset: 0, offset: 1, pitch: $0, confidence: 1) }
    let file = arrange(notes) { $0.pitchBends = .perPitch }
    let channels = file.tracks.compactMap { $0.events.first?.channel }
    #expect(channels == [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 0, 1])
  }

  @Test func aNoteWithoutBendsKeepsThemUnlessTidied() {
    let notes = [
      NoteEvent(onset: 0, offset: 1, pitch: 60, confidence: 1, pitchBends: [1, 1]),
      NoteEvent(onset: 1, offset: 3, pitch: 61, confidence: 1),
      NoteEvent(onset: 2, offset: 3, pitch: 62, confidence: 1),
    ]
    #expect(bends(arrange(notes)) == [1, 1])
    let file = arrange(notes) { $0.tidiesPitchBends = true }
    #expect(bends(file) == [1, 0])
    let messages = file.tracks[0].events.filter { $0.time == 1 }.map(\.message)
    #expect(
      messages == [
        .pitchBend(semitones: 0), .noteOff(pitch: 60, velocity: 0),
        .noteOn(pitch: 61, velocity: 127),
      ])
  }

  @Test func silentNotesAreNeverStruck() {
    let file = arrange([NoteEvent(onset: 0, offset: 1, pitch: 60, confidence: 0)])
    #expect(
      !file.tracks[0].events.contains { if case .noteOn = $0.message { true } else { false } })
  }
}
