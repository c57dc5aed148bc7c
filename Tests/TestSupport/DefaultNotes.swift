import Foundation
import TranscriptionTypes

/// The notes that the default decoder's definition finds, as `make_decoder_fixtures.py` wrote them.
public struct DefaultNotes {
  private let notes: [(onset: Double, offset: Double, pitch: Int)]

  /// Reads `NAME.default.csv`, or `NAME.line.csv` and `NAME.line-rules.csv` by the definitions of a single line.
  public init(fixture name: String, kind: String = "default") throws {
    notes = try Fixture.lines("\(name).\(kind).csv").dropFirst().map { line in
      let fields = line.trimmingCharacters(in: .newlines).components(separatedBy: ",")
      return (
        Double(fields[0]) ?? .nan, Double(fields[1]) ?? .nan, Int(fields[2]) ?? -1
      )
    }
  }

  /// How many there are.
  public var count: Int { notes.count }

  /// The notes of either side that the other has not, to 0.1 ms: posteriorgrams agree to 10⁻⁶, and
  /// a parabola's peak moves little more.
  public func differences(from found: [NoteEvent]) -> [String] {
    var rest = found
    var missing: [String] = []
    for note in notes {
      let match = rest.firstIndex {
        $0.pitch == note.pitch && abs($0.onset - note.onset) < 1e-4
          && abs($0.offset - note.offset) < 1e-4
      }
      if let match { rest.remove(at: match) } else { missing.append("missing \(note)") }
    }
    return missing + rest.map { "extra \($0.onset) \($0.offset) \($0.pitch)" }
  }
}
