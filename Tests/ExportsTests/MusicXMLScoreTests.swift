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

  @Test func whatBeginsOffTheBeatIsTiedAcrossIt() throws {
    let xml = try encode([(60, 12, 36)], key: "G")
    #expect(try texts("//note[pitch]/duration", in: xml) == ["12", "12"])
    #expect(try texts("//note[pitch]/type", in: xml) == ["eighth", "eighth"])
    #expect(try texts("//key/fifths", in: xml) == ["1"])
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
      var struck: Set<[Int]> = []
      let notes = (0..<60).map { _ in
        let beat = Int.random(in: 0..<16, using: &generator)
        let onset = place(beat)
        let end = Bool.random(using: &generator) ? place(beat + 3) : 24 * (beat + 1)
        return (pitch: Int.random(in: 40...80, using: &generator), onset: onset, end: end)
      }.filter { struck.insert([$0.pitch, $0.onset]).inserted }
      let xml = try encode(notes)
      for measure in try xml.nodes(forXPath: "//measure") {
        for voice in Set(try texts("note/voice", in: measure)) {
          let path = "note[voice='\(voice)' and not(chord)]/duration"
          #expect(try texts(path, in: measure).compactMap { Int($0) }.reduce(0, +) == 96)
        }
        #expect(try texts("note/type", in: measure).contains("128th") == false)
      }
      let pitches = try xml.nodes(forXPath: "//note[pitch][not(tie[@type='stop'])]")
      #expect(pitches.count == notes.count)
    }
  }
}
