import Foundation
import TranscriptionTypes

/// The notes that the Python reference finds in a recording, in its order.
public struct ReferenceNotes {
  /// What is wrong with a file.
  public struct FormatError: Error { let line: String }

  /// The notes; bends in semitones, confidences left at zero.
  public let notes: [NoteEvent]

  /// Velocity of each note.
  public let velocities: [Int]

  /// Reads a table that `make_recording_fixtures.py` wrote.
  public init(recording name: String) throws {
    var notes: [NoteEvent] = []
    var velocities: [Int] = []
    for line in try Fixture.lines("Recordings/\(name).csv").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 5, let onset = Double(fields[0]), let offset = Double(fields[1]),
        let pitch = Int(fields[2]), let velocity = Int(fields[3])
      else { throw FormatError(line: line) }
      let bends = fields[4].split(separator: " ").compactMap { Double($0) }.map { $0 / 3 }
      notes.append(
        NoteEvent(onset: onset, offset: offset, pitch: pitch, confidence: 0, pitchBends: bends))
      velocities.append(velocity)
    }
    self.notes = notes
    self.velocities = velocities
  }
}
