import TestSupport
import Testing
import TranscriptionTypes

@Suite struct NoteQueueTests {
  private func note(_ onset: Double, _ pitch: Int = 60) -> NoteEvent {
    NoteEvent(onset: onset, offset: onset + 1, pitch: pitch, confidence: 0.5)
  }

  @Test func notesWaitForTheHorizon() {
    var queue = NoteQueue()
    #expect(queue.append([note(2), note(1), note(3)], horizon: 0).isEmpty)
    #expect(queue.append([note(1.5)], horizon: 2) == [note(1), note(1.5)])
    // A note that begins on the horizon may still get company.
    #expect(queue.append([note(2, 50)], horizon: 2).isEmpty)
    #expect(queue.append([], horizon: .infinity) == [note(2, 50), note(2), note(3)])
    #expect(queue.append([], horizon: .infinity).isEmpty)
  }

  @Test func aLowerHorizonTellsNothingNew() {
    var queue = NoteQueue()
    #expect(queue.append([note(1), note(4)], horizon: 3) == [note(1)])
    #expect(queue.append([note(3)], horizon: 2).isEmpty)
    #expect(queue.append([], horizon: 3.5) == [note(3)])
  }

  @Test func allNotesComeOutInOrder() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<200 {
      var horizon = 0.0
      var queue = NoteQueue()
      var (given, taken) = ([NoteEvent](), [NoteEvent]())
      for _ in 0..<20 {
        let notes = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          note(
            horizon + Double(Int.random(in: 0...9, using: &generator)),
            Int.random(in: 60...62, using: &generator))
        }
        horizon += Double(Int.random(in: 0...3, using: &generator))
        given += notes
        taken += queue.append(notes, horizon: horizon)
        #expect(taken.count == given.count { $0.onset < horizon })
      }
      taken += queue.append([], horizon: .infinity)
      #expect(taken.map(\.onset) == given.map(\.onset).sorted())
      #expect(
        taken.map(\.pitch)
          == given.sorted {
            ($0.onset, $0.pitch) < ($1.onset, $1.pitch)
          }.map(\.pitch))
    }
  }
}
