import Testing
import TranscriptionTypes

@Suite struct PlayedNoteTests {
  private func notes(_ events: [(Double, Int, MIDIMessage)]) -> [PlayedNote] {
    let events = events.map { MIDIEvent(time: $0.0, channel: $0.1, message: $0.2) }
    return MIDIFile(tracks: [MIDITrack(events: events)]).notes
  }

  @Test func notesHaveTheBendsOfTheirChannel() {
    let notes = notes([
      (0, 0, .pitchBend(semitones: 9)), (0, 0, .pitchBend(semitones: 1)),
      (1, 0, .noteOn(pitch: 60, velocity: 90)), (1, 3, .noteOn(pitch: 64, velocity: 80)),
      (2, 0, .pitchBend(semitones: -1)), (3, 0, .noteOff(pitch: 60, velocity: 0)),
      (3, 0, .pitchBend(semitones: 0)), (4, 3, .noteOff(pitch: 64, velocity: 0)),
    ])
    #expect(
      notes == [
        PlayedNote(
          onset: 1, offset: 3, pitch: 60, velocity: 90,
          bends: [.init(time: 0, semitones: 1), .init(time: 2, semitones: -1)]),
        PlayedNote(onset: 1, offset: 4, pitch: 64, velocity: 80, channel: 3),
      ])
  }

  @Test func whatIsNeverReleasedIsNoNote() {
    #expect(notes([(0, 0, .noteOn(pitch: 60, velocity: 90))]).isEmpty)
    #expect(notes([(0, 0, .noteOff(pitch: 60, velocity: 90))]).isEmpty)
  }

  @Test func transcribedBendsAreSpreadOverTheNote() {
    let note = PlayedNote(
      NoteEvent(onset: 1, offset: 2, pitch: 60, confidence: 1, pitchBends: [0, 0.5, 1]))
    #expect(
      note.bends == [
        .init(time: 1, semitones: 0), .init(time: 1.5, semitones: 0.5),
        .init(time: 2, semitones: 1),
      ])
    #expect(note.velocity == 127)
  }
}
