import Arithmetic
import AudioIO
import CNNInference
import CQT
import MIDIWriter
import NoteCreation
import TranscriptionTypes
import Windowing

/// From a sound file to notes: the whole pipeline.
public struct Transcriber: Sendable {
  /// What the caller may choose, stage by stage.
  public struct Settings: Sendable {
    /// Threads that infer, at least 1.
    public var threadCount = 1
    /// How many frames of the last window are kept.
    public var trimming = PosteriorgramJoiner.Trimming.main
    /// What counts as a note.
    public var notes = NoteCreator.Settings()
    /// How notes become tracks and events.
    public var arrangement = NoteArranger.Settings()
    /// Samples decoded at a time, which the notes do not depend on.
    package var blockLength = 65_536

    /// The reference's defaults, on one thread.
    public init() {}
  }

  private let settings: Settings
  private let inference: WindowInference
  private let creator: NoteCreator
  private let arranger: NoteArranger

  /// Prepares the stages.
  public init(
    model: ModelWeights, settings: Settings = Settings(), arithmetic: Arithmetic
  ) {
    precondition(settings.threadCount > 0, "at least one thread is needed")
    self.settings = settings
    inference = WindowInference(
      arithmetic: arithmetic, transform: ConstantQTransform(arithmetic: arithmetic),
      network: PitchNetwork(model, arithmetic: arithmetic), threadCount: settings.threadCount)
    creator = NoteCreator(settings: settings.notes)
    arranger = NoteArranger(settings: settings.arrangement)
  }

  /// Transcribes a sound file.
  ///
  /// The notes do not depend on the number of threads. A recording without a sample has no notes.
  public func transcribe(_ path: String) throws(AudioIOError) -> Transcription {
    let windows = try WindowSource(path: path, blockLength: settings.blockLength)
    let posteriorgrams = try inference.infer(windows, joining: .init(trimming: settings.trimming))
    let notes = creator.createNotes(from: posteriorgrams)
    let midi = arranger.arrange(notes)
    return Transcription(
      notes: notes, midi: midi, posteriorgrams: posteriorgrams,
      frameTimes: creator.times(ofFrames: posteriorgrams.frameCount))
  }
}
