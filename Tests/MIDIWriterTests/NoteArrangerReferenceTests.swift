import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

/// Files beside those that the Python reference writes from the same notes, byte by byte.
@Suite struct NoteArrangerReferenceTests {
  /// One line of `Fixtures/MIDIWriter/written.csv`.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let notesPath: String
    let settings: NoteArranger.Settings
    var testDescription: String { name }

    init(line: String) {
      let fields = line.components(separatedBy: ",")
      name = fields[0]
      notesPath = (fields[1] == "solo" ? "MIDIWriter/" : "NoteCreation/") + fields[1] + ".notes.csv"
      var settings = NoteArranger.Settings()
      settings.tempo = Double(fields[2]) ?? .nan
      settings.pitchBends = fields[3] == "1" ? .perPitch : .single
      self.settings = settings
    }

    static func all() throws -> [Case] {
      try Fixture.lines("MIDIWriter/written.csv").dropFirst().map(Case.init)
    }

    func notes() throws -> [NoteEvent] {
      try Fixture.lines(notesPath).dropFirst().map { line in
        let fields = line.components(separatedBy: ",")
        return NoteEvent(
          onset: Double(fields[0]) ?? .nan, offset: Double(fields[1]) ?? .nan,
          pitch: Int(fields[2]) ?? -1, confidence: Float(fields[3]) ?? .nan,
          pitchBends: fields[5].split(separator: " ").map { (Double($0) ?? .nan) / 3 })
      }
    }
  }

  @Test(arguments: try Case.all())
  func bytesAreThoseOfPrettyMIDI(_ reference: Case) throws {
    let file = NoteArranger(settings: reference.settings).arrange(try reference.notes())
    let expected = [UInt8](try Fixture.data("MIDIWriter/\(reference.name).mid"))
    #expect(MIDIFileEncoder().encode(file) == expected)
  }

  @Test(arguments: try Case.all())
  func arrangementIsWhatTheFileHolds(_ reference: Case) throws {
    var file = NoteArranger(settings: reference.settings).arrange(try reference.notes())
    let bytes = MIDIFileEncoder().encode(file)
    // What is written where there is no metre.
    file.timeSignatures = [TimeSignature(time: 0, metre: .common)]
    #expect(try MIDIFileDecoder().decode(bytes) == file)
  }
}
