import NoteCreation
import Testing

@testable import basicpitch

/// What `--preset` asks for, and what counts for more.
@Suite struct PresetOptionTests {
  private func noteSettings(_ options: String) throws -> NoteCreator.Settings {
    let words = ("transcribe a " + options).split(separator: " ").map(String.init)
    guard case .run(.transcribe(let arguments)) = try Invocation.program.parse(words) else {
      Issue.record("no transcription")
      return NoteCreator.Settings()
    }
    return arguments.noteSettings
  }

  @Test(arguments: Preset.allCases)
  func aPresetSetsWhatCountsAsANote(_ preset: Preset) throws {
    #expect(try noteSettings("--preset \(preset.rawValue)") == preset.settings)
    #expect(try noteSettings("--preset=mono --preset=\(preset.rawValue)") == preset.settings)
  }

  @Test(arguments: Preset.allCases)
  func aPresetSuitsWhoJudges(_ preset: Preset) throws {
    let rules = preset.settings(judgedBy: .rules)
    #expect(try noteSettings("--preset \(preset.rawValue) --decoder rules") == rules)
    #expect(try noteSettings("--decoder rules --preset \(preset.rawValue)") == rules)
  }

  @Test func optionsCountForMoreThanThePreset() throws {
    var expected = Preset.bass.settings
    (expected.onsetThreshold, expected.frameThreshold) = (0.6, 0.2)
    (expected.minimumNoteLength, expected.minimumFrequency) = (50, 40)
    (expected.maximumFrequency, expected.usesMelodia) = (300, false)
    let options = """
      --onset-threshold 0.6 --preset bass --frame-threshold 0.2 --minimum-note-length 50 \
      --minimum-frequency 40 --maximum-frequency 300 --no-melodia
      """
    #expect(try noteSettings(options) == expected)
    // Even where they say what holds without a preset.
    #expect(try noteSettings("--preset mono --onset-threshold 0.5").onsetThreshold == 0.5)
  }
}
