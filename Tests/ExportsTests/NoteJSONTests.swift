import Exports
import Foundation
import Testing
import TranscriptionTypes

@Suite struct NoteJSONTests {
  private let notes = [
    NoteEvent(onset: 1.5, offset: 2.000_000_4, pitch: 61, confidence: 0.5),
    NoteEvent(
      onset: 0.25, offset: 1, pitch: 21, confidence: 1, level: -12,
      pitchBends: [0.123_4, -0.5, -0.000_1]),
  ]

  private let lines = [
    #"{"start":0.25,"end":1.0,"pitch":21,"name":"A0","velocity":127,"confidence":1.0,"#
      + #""bends":[12.3,-50.0,0.0]}"#,
    #"{"start":1.5,"end":2.0,"pitch":61,"name":"C#4","velocity":64,"confidence":0.5,"bends":[]}"#,
  ]

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func linesComeInOrderOfOnset() {
    var writer = NoteLines()
    #expect(writer.append([notes[0]], horizon: 0.2) == [])
    #expect(text(writer.append([notes[1]], horizon: 1)) == lines[0] + "\n")
    #expect(text(writer.append([], horizon: .infinity)) == lines[1] + "\n")
  }

  @Test func documentsSayWhatTheyCameFrom() throws {
    var document = NoteDocument([("tool", .string("a \"b\"\n")), ("number", .integer(3))])
    let parts =
      document.append(notes, horizon: 1) + document.append([], horizon: .infinity) + document.end
    #expect(
      text(parts) == "{\"tool\":\"a \\\"b\\\"\\u000a\",\n\"number\":3,\n\"notes\":[\n"
        + lines.joined(separator: ",\n") + "\n]}\n")
    let object = try JSONSerialization.jsonObject(with: Data(parts)) as? [String: Any]
    #expect((object?["notes"] as? [Any])?.count == 2)
  }

  @Test func documentsMayHaveNoNotes() throws {
    let empty = NoteDocument([])
    #expect(text(empty.end) == "{\"notes\":[\n]}\n")
  }

  @Test func listingsAreForPeople() {
    var listing = NoteListing()
    let expected = """
           start        end  note  midi  velocity  cents
           0.250      1.000    A0    21       127    -13
           1.500      2.000   C#4    61        64      0

      """
    #expect(text(listing.append(notes, horizon: .infinity)) == expected)
  }
}
