/// What plays in a recording, and the settings that suit it.
///
/// They were chosen on synthetic recordings of each; `docs/Presets.md` has the measurements.
public enum Preset: String, CaseIterable, Sendable {
  case piano, guitar, bass, vocals, strings, winds, mono

  /// What counts as a note.
  public var settings: NoteCreator.Settings {
    var settings = NoteCreator.Settings()
    switch self {
    case .piano:
      settings.onsetThreshold = 0.4
    case .guitar:
      (settings.minimumFrequency, settings.maximumFrequency) = (60, 1400)
    case .bass:
      settings.isSingleLine = true
      settings.lowNoteDelay = 0.015
      (settings.minimumFrequency, settings.maximumFrequency) = (30, 415)
    case .vocals:
      settings.isSingleLine = true
      settings.onsetThreshold = Self.surer
      (settings.minimumFrequency, settings.maximumFrequency) = (65, 1108)
    case .strings:
      settings.frameThreshold = 0.33
      (settings.minimumFrequency, settings.maximumFrequency) = (30, 3330)
    case .winds, .mono:
      settings.isSingleLine = true
      settings.onsetThreshold = Self.surer
    }
    return settings
  }

  /// That a key which goes on sounding is struck again must be surer than elsewhere: bows, breath
  /// and vibrato look like it.
  private static let surer = 0.73
}
