import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

/// Notes and bends beside those that pretty_midi reads in the same files.
@Suite struct MIDIFileDecoderReferenceTests {
  private func rows(_ name: String) throws -> [[Double]] {
    try Fixture.lines("MIDIWriter/\(name).csv").dropFirst().map { line in
      line.components(separatedBy: ",").map { Double($0) ?? .nan }
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Channel, pitch, velocity, onset and offset; a release ends all strikes of its key.
  private func notes(of file: MIDIFile) -> [[Double]] {
    var notes: [[Double]] = []
    for track in file.tracks {
      var open: [[Int]: [(velocity: Int, onset: Double)]] = [:]
      for event in track.events {
        switch event.message {
        case .noteOn(let pitch, let velocity):
          open[[event.channel, pitch], default: []].append((velocity, event.time))
        case .noteOff(let pitch, _):
          for note in open.removeValue(forKey: [event.channel, pitch]) ?? [] {
            notes.append(
              [Double(event.channel), Double(pitch), Double(note.velocity), note.onset, event.time])
          }
        default: break
        }
      }
    }
    return notes.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Channel, 14-bit value and time.
  private func bends(of file: MIDIFile) -> [[Double]] {
    file.tracks.flatMap(\.events).compactMap { event -> [Double]? in
      guard case .pitchBend(let semitones) = event.message else { return nil }
      return [Double(event.channel), semitones * 4096, event.time]
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  // No tolerance: ticks become seconds in pretty_midi's order of operations.
  @Test(arguments: ["read-format-0", "read-tempi", "read-solo", "read-clip"])
  func notesAndBendsAreThoseOfPrettyMIDI(name: String) throws {
    let isWritten = ["read-solo", "read-clip"].contains(name)
    let path = "MIDIWriter/\(isWritten ? String(name.dropFirst(5)) : name).mid"
    let file = try MIDIFileDecoder().decode([UInt8](try Fixture.data(path)))
    #expect(try notes(of: file) == rows("\(name).notes"))
    #expect(try bends(of: file) == rows("\(name).bends"))
  }
}
