import Exports
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct MusicXMLScoreTests {
  private let grid = BeatGrid(
    times: (0..<16).map { Double($0) / 2 }, numbers: (0..<16).map { $0 % 4 + 1 },
    metre: Metre(beatsPerBar: 4))

  private func note(_ pitch: Int) -> NoteEvent {
    NoteEvent(onset: 0, offset: 1, pitch: pitch, confidence: 0.5)
  }

  private func encode(
    _ notes: [(pitch: Int, onset: Int, end: Int)], on grid: BeatGrid? = nil, key: String = "C",
    title: String = "Song"
  ) throws -> XMLDocument {
    let score = MusicXMLScore(title: title, grid: grid ?? self.grid, key: MusicalKey(key))
    let bytes = score.encode(
      notes.map { note($0.pitch) }, at: notes.map { NotePlace(onset: $0.onset, end: $0.end) })
    return try XMLDocument(data: Data(bytes))
  }

  private func texts(_ path: String, in node: XMLNode) throws -> [String] {
    try node.nodes(forXPath: path).compactMap(\.stringValue)
  }

  @Test func aNoteHasPitchDurationAndType() throws {
    let xml = try encode([(66, 0, 36)], key: "G")
    let first = try #require(try xml.nodes(forXPath: "//note[pitch]").first)
    #expect(try texts("pitch/step", in: first) == ["F"])
    #expect(try texts("pitch/alter", in: first) == ["1"])
    #expect(try texts("pitch/octave", in: first) == ["4"])
    #expect(try texts("duration", in: first) == ["36"])
    #expect(try texts("type", in: first) == ["quarter"])
    #expect(try first.nodes(forXPath: "dot").count == 1)
  }

  @Test func aSyncopationIsTiedAcrossTheMiddleOfABarOnly() throws {
    let within = try encode([(60, 12, 36)], key: "G")
    #expect(try texts("//note[pitch]/type", in: within) == ["quarter"])
    #expect(try texts("//key/fifths", in: within) == ["1"])
    let across = try encode([(60, 36, 60)])
    #expect(try texts("//note[pitch]/duration", in: across) == ["12", "12"])
    #expect(try texts("//note[pitch]/type", in: across) == ["eighth", "eighth"])
  }

  @Test func whatRingsOnEndsWithTheNextNote() throws {
    let xml = try encode([(60, 0, 33), (62, 24, 57), (64, 48, 72)])
    #expect(try texts("//note[pitch]/duration", in: xml) == ["24", "24", "24"])
    #expect(Set(try texts("//note/voice", in: xml)) == ["1"])
  }

  @Test func restsShorterThanTheirNotesAreLeftOut() throws {
    let xml = try encode([(60, 0, 15), (62, 24, 30), (64, 72, 96)])
    #expect(try texts("//note[pitch]/duration", in: xml) == ["24", "12", "24"])
    #expect(try texts("//note[rest]/duration", in: xml) == ["12", "24"])
  }

  @Test(arguments: [(43, "2"), (57, "1")])
  func whatIsHeldWhileOthersMoveHasItsVoice(pitch: Int, voice: String) throws {
    let moving = (0..<4).map { (pitch: 50, onset: 24 * $0, end: 24 * $0 + 24) }
    let xml = try encode(moving + [(pitch, 0, 93)])
    #expect(try texts("//note[duration=96]/voice", in: xml) == [voice])
    #expect(try xml.nodes(forXPath: "//note[pitch and voice!=\(voice)]").count == 4)
  }

  @Test func aPitchStruckTwiceInASixteenthIsOneNote() throws {
    let xml = try encode([(60, 0, 3), (60, 3, 24), (62, 24, 48)])
    #expect(try texts("//note[pitch]/duration", in: xml) == ["24", "24"])
  }

  @Test func musicThatBeginsLateInABarHasAPickup() throws {
    let xml = try encode([(60, 72, 96), (62, 96, 192), (64, 192, 288)])
    let measures = try xml.nodes(forXPath: "//measure")
    #expect(try texts("@implicit", in: measures[0]) == ["yes"])
    #expect(try texts("note/duration", in: measures[0]) == ["24"])
    #expect(try texts("//measure/@number", in: xml) == ["0", "1", "2"])
    #expect(try texts("//time/beats", in: xml) == ["4"])
  }

  @Test func aNoteOverTheBarIsTied() throws {
    let xml = try encode([(60, 72, 120)])
    #expect(try texts("//note[pitch]/duration", in: xml) == ["24", "24"])
    let ties = try xml.nodes(forXPath: "//tie/@type").compactMap(\.stringValue)
    #expect(ties == ["start", "stop"])
  }

  @Test func tripletsAreMarked() throws {
    let xml = try encode([(60, 0, 8), (62, 8, 16), (64, 16, 24)])
    #expect(try xml.nodes(forXPath: "//note[time-modification]").count == 3)
    #expect(try texts("//note[pitch]/type", in: xml) == ["eighth", "eighth", "eighth"])
    #expect(try texts("//tuplet/@type", in: xml) == ["start", "stop"])
  }

  @Test func aKeyboardHasTwoStavesAndALineOne() throws {
    let line = (0..<8).map { (pitch: 72, onset: 24 * $0, end: 24 * $0 + 24) }
    #expect(try texts("//staves", in: encode(line)) == [])
    let both = line + line.map { (pitch: 40, onset: $0.onset, end: $0.end) }
    #expect(try texts("//staves", in: encode(both)) == ["2"])
    #expect(try texts("//clef/sign", in: encode(both)) == ["G", "F"])
  }

  @Test func compoundMetresCountDottedQuarters() throws {
    let grid = BeatGrid(
      times: [0, 1, 2, 3], numbers: [1, 2, 1, 2], metre: Metre(beatsPerBar: 2, isCompound: true))
    let xml = try encode([(60, 0, 36), (62, 36, 48)], on: grid)
    #expect(try texts("//time/beats", in: xml) == ["6"])
    #expect(try texts("//note[pitch]/type", in: xml) == ["quarter", "eighth"])
    #expect(try xml.nodes(forXPath: "//beat-unit-dot").count == 1)
  }

  @Test func anyTitleIsText() throws {
    let title = "<\"Fish & Chips\">'"
    #expect(try texts("//work-title", in: encode([(60, 0, 24)], title: title)) == [title])
  }

  @Test func aScoreWithoutNotesHasABar() throws {
    #expect(try encode([]).nodes(forXPath: "//measure").count == 1)
  }

  /// On the places that the quantizer gives: in each beat multiples of three or of four.
  @Test func everyVoiceFillsItsBars() throws {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<40 {
      let families = (0..<20).map { _ in Bool.random(using: &generator) ? 3 : 4 }
      func place(_ beat: Int) -> Int {
        let step = families[beat]
        return 24 * beat + step * Int.random(in: 0..<24 / step, using: &generator)
      }
      var notes: [(pitch: Int, onset: Int, end: Int)] = []
      for _ in 0..<60 {
        let beat = Int.random(in: 0..<16, using: &generator)
        let onset = place(beat)
        let end = Bool.random(using: &generator) ? place(beat + 3) : 24 * (beat + 1)
        let pitch = Int.random(in: 40...80, using: &generator)
        // What is struck again within a sixteenth, six units, is one note.
        guard !notes.contains(where: { $0.pitch == pitch && abs($0.onset - onset) < 6 }) else {
          continue
        }
        notes.append((pitch, onset, end))
      }
      let xml = try encode(notes)
      for measure in try xml.nodes(forXPath: "//measure") {
        let isPickup = try texts("@implicit", in: measure) == ["yes"]
        for voice in Set(try texts("note/voice", in: measure)) {
          let path = "note[voice='\(voice)' and not(chord)]/duration"
          let length = try texts(path, in: measure).compactMap { Int($0) }.reduce(0, +)
          #expect(isPickup ? length < 96 && length % 24 == 0 : length == 96)
        }
        let edges = try texts(".//tuplet/@type", in: measure)
        #expect(edges.count(where: { $0 == "start" }) == edges.count(where: { $0 == "stop" }))
        #expect(try texts("note/type", in: measure).contains("128th") == false)
      }
      let pitches = try xml.nodes(forXPath: "//note[pitch][not(tie[@type='stop'])]")
      #expect(pitches.count == notes.count)
    }
  }
}
