import NoteCreation
import Transcription

extension Transcriber.Settings {
  /// What a command line asks of the stages.
  init(_ arguments: TranscribeArguments, threadCount: Int) {
    self.init()
    self.threadCount = threadCount
    trimming = arguments.compatible == .release040 ? .release040 : .main
    notes = NoteCreator.Settings(arguments)
    arrangement.tempo = arguments.midiTempo
    arrangement.pitchBends = arguments.trackLayout
    arrangement.tidiesPitchBends = arguments.compatible == nil
  }
}

extension NoteCreator.Settings {
  fileprivate init(_ arguments: TranscribeArguments) {
    self.init()
    onsetThreshold = arguments.onsetThreshold
    frameThreshold = arguments.frameThreshold
    minimumNoteLength = arguments.minimumNoteLength
    minimumFrequency = arguments.minimumFrequency
    maximumFrequency = arguments.maximumFrequency
    usesMelodia = arguments.melodia
    includesPitchBends = arguments.wantsPitchBends
    maximumPolyphony = arguments.maxPolyphony
    quirks = arguments.compatible != nil ? .all : .standard
  }
}
