import TestSupport
import Testing
import TranscriptionTypes

@testable import Evaluation

@Suite struct AnnotationTests {
  private func read(_ text: String) throws -> [AnnotatedNote] {
    try Annotation(table: Array(text.utf8)).notes
  }

  private let note = AnnotatedNote(onset: 0.5, offset: 1.25, pitch: 60, velocity: 77)

  @Test(arguments: [
    "start_s,end_s,midi_pitch,velocity\n0.5,1.25,60,77\n",
    "start_time_s,end_time_s,pitch_midi,velocity,pitch_bend\n0.5,1.25,60,77,1 0 -1\n",
    "start_time_s,end_time_s,pitch_midi,velocity,pitch_bend\n0.5,1.25,60,77,1,0,-1,2,0\n",
    "0.5,1.25,60,77", "5e-1,+1.25,6e1,77.0,\n", "\u{FEFF}\r\n 0.5 ,\t1.25,60,77\r\n\r\n",
  ])
  func tablesAreReadWithOrWithoutHeaderAndBends(text: String) throws {
    #expect(try read(text) == [note])
  }

  @Test func velocitiesMayBeMissing() throws {
    #expect(try read("0.5,1.25,60").first?.velocity == nil)
    #expect(try read("0.5,1.25,60,,1 2 3").first?.velocity == nil)
  }

  @Test func emptyTablesHaveNoNotes() throws {
    #expect(try read("").isEmpty && read("\n\n").isEmpty && read("a,b,c\n").isEmpty)
  }

  @Test func notesComeInOrder() throws {
    let notes = try read("2,3,60,1\n1,3,61,1\n1,3,60,2\n1,3,60,1\n1,2,70,1\n1,1,1,1\n")
    #expect(notes.map(\.pitch) == [70, 60, 60, 61, 60])
    #expect(notes.map(\.velocity) == [1, 1, 2, 1, 1])
  }

  @Test(arguments: [
    ("hello\n", "the onset in line 1 is no number: 'hello'"),
    ("0.5,1\n", "line 1 has no pitch"),
    ("a,b,c\n0,1,60\na,b,c\n", "the onset in line 3 is no number: 'a'"),
    ("0,1x,60\n", "the offset in line 1 is no number: '1x'"),
    ("a,b,c\n\n0,,60\n", "the offset in line 3 is no number: ''"),
    ("0,inf,60\n", "the offset in line 1 is no number: 'inf'"),
    ("0,0x10,60\n", "the offset in line 1 is no number: '0x10'"),
    ("0,1,128\n", "the pitch in line 1 is 128.0, not from 0.0 to 127.0"),
    ("-0.1,1,60\n", "the onset in line 1 is -0.1, not from 0.0 to 1000000000.0"),
    ("0,1e300,60\n", "the offset in line 1 is 1e+300, not from 0.0 to 1000000000.0"),
    ("0,1,60,loud\n", "the velocity in line 1 is no number: 'loud'"),
    ("0,1,60,-1\n", "the velocity in line 1 is -1.0, not from 0.0 to 1000000.0"),
  ])
  func whatIsNoTableIsRefused(text: String, reason: String) {
    #expect { try read(text) } throws: { "\($0)" == reason }
  }

  @Test func anyBytesGiveNotesOrAnError() {
    var generator = SplitMix64(seed: 3)
    let alphabet = Array("0123456789.,-e\n\r \"é".utf8) + [0, 0xFF]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator)!
      }
      do throws(EvaluationError) {
        #expect(try Annotation(table: bytes).notes.allSatisfy { $0.offset > $0.onset })
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  private func events(_ list: (time: Double, message: MIDIMessage)..., channel: Int = 0)
    -> Annotation
  {
    let events = list.map { MIDIEvent(time: $0.time, channel: channel, message: $0.message) }
    return Annotation(MIDIFile(tracks: [MIDITrack(events: events)]))
  }

  @Test func releasesEndAllStrikesOfTheirKey() {
    let annotation = events(
      (0, .noteOn(pitch: 60, velocity: 5)), (1, .noteOn(pitch: 60, velocity: 6)),
      (1, .noteOn(pitch: 61, velocity: 7)), (2, .noteOff(pitch: 60, velocity: 0)),
      (3, .noteOff(pitch: 60, velocity: 0)))
    #expect(
      annotation.notes == [
        AnnotatedNote(onset: 0, offset: 2, pitch: 60, velocity: 5),
        AnnotatedNote(onset: 1, offset: 2, pitch: 60, velocity: 6),
      ])
  }

  @Test func aKeyStruckAsItIsReleasedSoundsOn() {
    let annotation = events(
      (0, .noteOn(pitch: 60, velocity: 5)), (1, .noteOn(pitch: 60, velocity: 6)),
      (1, .noteOff(pitch: 60, velocity: 0)), (2, .noteOff(pitch: 60, velocity: 0)))
    #expect(annotation.notes.map(\.offset) == [1, 2])
  }

  @Test func drumsAreNoNotes() {
    let drum = events(
      (0, .noteOn(pitch: 40, velocity: 5)), (1, .noteOff(pitch: 40, velocity: 0)), channel: 9)
    #expect(drum.notes.isEmpty)
  }
}
