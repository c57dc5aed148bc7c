import MIDIWriter
import NoteCreation
import Transcription

extension Transcriber.Settings {
  /// What a command line asks of the stages.
  init(_ arguments: TranscribeArguments, threadCount: Int = 1) {
    self.init()
    self.threadCount = threadCount
    trimming = arguments.compatible == .release040 ? .release040 : .main
    notes = arguments.noteSettings
    arrangement.tempo = arguments.midiTempo
    arrangement.program = arguments.program?.value ?? arrangement.program
    findsProgram = arguments.program == .auto
    arrangement.pitchBends = arguments.trackLayout
    arrangement.tidiesPitchBends = arguments.compatible == nil
    arrangement.ticksPerQuarter = arguments.ticksPerQuarter
    arrangement.keepsMilliseconds = arguments.music.ticks == nil
    interpretation = arguments.music.interpretation(
      isScore: arguments.allFormats.contains(.musicxml))
  }
}

extension TranscribeArguments {
  /// The original's, or what makes times exact.
  var ticksPerQuarter: Int {
    compatible != nil
      ? MIDIFileEncoder.standardTicksPerQuarter
      : music.ticks ?? NoteArranger.Settings.ticksPerQuarter(forSlowest: midiTempo)
  }

  /// What counts as a note: what the preset says, but for the options that are given.
  var noteSettings: NoteCreator.Settings {
    var settings = NoteCreator.Settings()
    settings.decoder = decoder ?? settings.decoder
    settings = preset?.settings(judgedBy: settings.decoder) ?? settings
    settings.onsetThreshold = onsetThreshold ?? settings.onsetThreshold
    settings.frameThreshold = frameThreshold ?? settings.frameThreshold
    settings.minimumNoteLength = minimumNoteLength ?? settings.minimumNoteLength
    settings.minimumFrequency = minimumFrequency ?? settings.minimumFrequency
    settings.maximumFrequency = maximumFrequency ?? settings.maximumFrequency
    settings.usesMelodia = melodia
    settings.includesPitchBends = wantsPitchBends
    settings.maximumPolyphony = maxPolyphony
    settings.quirks = compatible != nil ? .all : .standard
    return settings
  }
}
