/// What plays in a recording, and the settings that suit it.
///
/// They were chosen on synthetic recordings of each; `docs/Presets.md` has the measurements.
public enum Preset: String, CaseIterable, Sendable {
  case piano, guitar, bass, vocals, strings, winds, mono

  /// What counts as a note.
  public var settings: NoteCreator.Settings { settings(judgedBy: .learned) }

  /// What counts as a note where a given decoder judges.
  public func settings(judgedBy decoder: NoteCreator.Decoder) -> NoteCreator.Settings {
    var settings = NoteCreator.Settings()
    settings.decoder = decoder
    settings.isSingleLine = [.bass, .vocals, .winds, .mono].contains(self)
    (settings.minimumFrequency, settings.maximumFrequency) = range
    switch decoder {
    case .learned: adapt(&settings)
    case .rules: adaptToRules(&settings)
    }
    return settings
  }

  /// The lowest and the highest frequency that it plays, in hertz.
  private var range: (lowest: Double?, highest: Double?) {
    switch self {
    case .guitar: (60, 1400)
    case .bass: (30, 415)
    case .vocals: (65, 1108)
    case .strings: (30, 3330)
    case .piano, .winds, .mono: (nil, nil)
    }
  }

  private func adapt(_ settings: inout NoteCreator.Settings) {
    switch self {
    // What is struck dies away slowly, and has not ended when it is soft.
    case .piano: settings.frameThreshold = 0.25
    case .bass: settings.onsetThreshold = 0.45
    case .guitar, .vocals, .strings, .winds, .mono: break
    }
  }

  private func adaptToRules(_ settings: inout NoteCreator.Settings) {
    switch self {
    case .piano: settings.onsetThreshold = 0.4
    case .bass: settings.lowNoteDelay = 0.015
    case .strings: settings.frameThreshold = 0.33
    // That a key which goes on sounding is struck again must be surer than elsewhere: bows, breath and
    // vibrato look like it.
    case .vocals, .winds, .mono: settings.onsetThreshold = 0.73
    case .guitar: break
    }
  }
}
