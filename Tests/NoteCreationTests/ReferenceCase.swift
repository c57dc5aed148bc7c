import Foundation
import NoteCreation
import TestSupport
import Testing
import TranscriptionTypes

/// One line of `Fixtures/NoteCreation/cases.csv`: posteriorgrams, settings, and the notes that the
/// Python reference makes of them.
struct ReferenceCase: CustomTestStringConvertible, Sendable {
  struct Note: Equatable {
    var onset: Double
    var offset: Double
    var pitch: Int
    var confidence: Float
    var velocity: Int
    var bends: [Double]
  }

  let name: String
  let posteriorgramsName: String
  let settings: NoteCreator.Settings
  let folder: String

  var testDescription: String { name }

  static func all(in folder: String = "NoteCreation") throws -> [ReferenceCase] {
    try Fixture.lines("\(folder)/cases.csv").dropFirst().map {
      ReferenceCase(fields: $0.components(separatedBy: ","), folder: folder)
    }
  }

  private init(fields: [String], folder: String) {
    self.folder = folder
    name = fields[0]
    posteriorgramsName = fields[1]
    var settings = NoteCreator.Settings()
    settings.onsetThreshold = Double(fields[2]) ?? .nan
    settings.frameThreshold = Double(fields[3]) ?? .nan
    settings.minimumNoteLength = Double(fields[4]) ?? .nan
    settings.minimumFrequency = Double(fields[5])
    settings.maximumFrequency = Double(fields[6])
    settings.usesMelodia = fields[7] == "1"
    settings.includesPitchBends = fields[8] == "1"
    self.settings = settings
  }

  /// Whether a limit lies below the lowest key, where the reference's answer is an accident.
  var hasLimitBelowLowestKey: Bool {
    [settings.minimumFrequency, settings.maximumFrequency].contains {
      $0.map { $0 < 27.5 } ?? false
    }
  }

  func posteriorgrams() throws -> Posteriorgrams {
    func read(_ part: String) throws -> Posteriorgram {
      let array = try NumPyArray(fixture: "\(folder)/\(posteriorgramsName).\(part).npy")
      return Posteriorgram(values: array.values, binCount: array.shape[1])
    }
    return Posteriorgrams(
      note: try read("note"), onset: try read("onset"), contour: try read("contour"))
  }

  func notes() throws -> [Note] {
    try Fixture.lines("\(folder)/\(name).notes.csv").dropFirst().map { line in
      let fields = line.trimmingCharacters(in: .newlines).components(separatedBy: ",")
      return Note(
        onset: Double(fields[0]) ?? .nan, offset: Double(fields[1]) ?? .nan,
        pitch: Int(fields[2]) ?? -1, confidence: Float(fields[3]) ?? .nan,
        velocity: Int(fields[4]) ?? -1,
        bends: fields[5].split(separator: " ").map { (Double($0) ?? .nan) / 3 })
    }
  }
}

extension ReferenceCase.Note {
  init(_ note: NoteEvent) {
    self.init(
      onset: note.onset, offset: note.offset, pitch: note.pitch, confidence: note.confidence,
      velocity: note.velocity, bends: note.pitchBends)
  }
}
