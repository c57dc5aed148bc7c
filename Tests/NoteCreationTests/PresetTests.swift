import NoteCreation
import Testing

@Suite struct PresetTests {
  @Test(arguments: NoteCreator.Decoder.allCases)
  func everyPresetIsASetOfValidSettings(decoder: NoteCreator.Decoder) {
    for preset in Preset.allCases {
      let settings = NoteCreator(settings: preset.settings(judgedBy: decoder)).settings
      #expect(settings.decoder == decoder)
      #expect(settings.minimumFrequency ?? 0 < settings.maximumFrequency ?? .infinity)
      let isSingle: Set<Preset> = [.bass, .vocals, .winds, .mono]
      #expect(settings.isSingleLine == isSingle.contains(preset))
    }
  }
}
