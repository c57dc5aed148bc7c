import Arithmetic
public import AudioIO
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

  private(set) var settings: Settings
  private let inference: WindowInference
  private let creator: NoteCreator

  /// Prepares the stages.
  public init(
    model: ModelWeights, settings: Settings = Settings(), arithmetic: Arithmetic
  ) {
    precondition(settings.threadCount > 0, "at least one thread is needed")
    self.settings = settings
    inference = WindowInference(
      arithmetic: arithmetic, transform: ConstantQTransform(arithmetic: arithmetic),
      network: PitchNetwork(model, arithmetic: arithmetic), threadCount: settings.threadCount,
      measuresKeys: !settings.notes.quirks.contains(.velocityOfConfidence))
    creator = NoteCreator(settings: settings.notes)
  }

  /// The same stages, for recordings whose track is called otherwise.
  public func naming(track name: String) -> Transcriber {
    var transcriber = self
    transcriber.settings.arrangement.trackName = name
    return transcriber
  }

  /// Transcribes a recording, and hands on what becomes certain on the way.
  ///
  /// The result does not depend on the number of threads. A recording without a sample has no notes.
  ///
  /// - Parameter receive: takes the passages in order, on the calling thread.
  /// - Returns: the time that each stage took, without that of `receive`.
  @discardableResult
  public func transcribe<Failure>(
    _ recording: Recording, _ receive: (Passage) throws(Failure) -> Void
  ) throws(TranscriptionError<Failure>) -> StageTimes {
    let windows: WindowSource
    do { windows = try WindowSource(recording, blockLength: settings.blockLength) } catch {
      throw .input(error)
    }
    var audio = AudioJoiner()
    var joiner = PosteriorgramJoiner(trimming: settings.trimming)
    var decoder = creator.makeDecoder()
    var midi = MIDIFileStream(settings: settings.arrangement)
    var clock = StageTimes()

    let inferred = try inference.infer(windows) { window throws(Failure) in
      let frames = clock.measure(.joining) { joiner.append(window.posteriorgrams) }
      let notes = clock.measure(.notes) { decoder.append(frames) }
      let pieces = clock.measure(.output) { midi.append(notes, horizon: decoder.horizon) }
      try receive(
        Passage(
          samples: audio.append(window.samples), posteriorgrams: frames,
          frameTimes: times(of: frames, before: joiner.frameCount),
          notes: notes, horizon: decoder.horizon, midi: pieces))
    }

    let frames = joiner.finish(sampleCount: inferred.sampleCount)
    let notes = clock.measure(.notes) { decoder.append(frames) + decoder.finish() }
    let pieces = clock.measure(.output) { midi.append(notes, horizon: .infinity) + midi.finish() }
    let end = Passage(
      samples: audio.finish(sampleCount: inferred.sampleCount), posteriorgrams: frames,
      frameTimes: times(of: frames, before: joiner.frameCount),
      notes: notes, horizon: .infinity, midi: pieces, shortfall: inferred.shortfall)
    do throws(Failure) { try receive(end) } catch { throw .output(error) }

    clock.add(inferred.times)
    return clock
  }

  /// When the last frames of so many happen.
  private func times(of frames: Posteriorgrams, before end: Int) -> [Double] {
    creator.times(ofFrames: end - frames.frameCount..<end)
  }
}
