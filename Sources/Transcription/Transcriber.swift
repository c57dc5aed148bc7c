import Arithmetic
public import AudioIO
import CNNInference
import CQT
import MIDIWriter
import NoteCreation
import TranscriptionTypes
import Windowing

/// From a recording to notes: the whole pipeline.
public struct Transcriber: Sendable {
  /// What the caller may choose, stage by stage.
  public struct Settings: Sendable {
    /// Threads that infer, at least 1; the notes do not depend on it.
    public var threadCount = 1
    /// How many frames of the last window are kept.
    public var trimming = Trimming.main
    /// What counts as a note.
    public var notes = NoteCreator.Settings()
    /// How notes become tracks and events.
    public var arrangement = NoteArranger.Settings()
    /// What is to be found of beats, bars and key; nil for notes as they come. Then all notes are kept
    /// to the end, and so are 7 kB a second.
    public var interpretation: Interpreter.Settings?
    /// Whether the program of the track is that of the instruments that play most; then all notes are kept
    /// to the end, too.
    public var findsProgram = false
    /// Samples decoded at a time, which the notes do not depend on.
    package var blockLength = 65_536

    /// What the program does without options, but on one thread and without a name for the track.
    public init() {
      arrangement.tidiesPitchBends = true
      arrangement.keepsMilliseconds = true
      arrangement.ticksPerQuarter = NoteArranger.Settings.ticksPerQuarter(forSlowest: 120)
    }
  }

  let settings: Settings
  private let inference: WindowInference
  /// Hears which instruments play; nil where nobody wants to know.
  private let instruments: InstrumentNetwork?

  /// With which instructions it works.
  package var arithmetic: Arithmetic { inference.arithmetic }

  /// Prepares the stages, with the best instructions that the processor has.
  ///
  /// One transcriber serves any number of recordings, at the same time too.
  ///
  /// - Throws: where the environment variable `BASICPITCH_ISA` asks for instructions that there are
  ///   not.
  /// - Precondition: the settings lie in their ranges.
  public init(
    model: ModelWeights, settings: Settings = Settings()
  ) throws(ArithmeticError) {
    self.init(model: model, settings: settings, arithmetic: try Arithmetic())
  }

  /// Prepares the stages, with instructions that were chosen before.
  ///
  /// - Parameter instruments: what hears which instruments play, for `findsProgram`.
  /// - Precondition: the settings lie in their ranges.
  public init(
    model: ModelWeights, settings: Settings = Settings(), instruments: InstrumentWeights? = nil,
    arithmetic: Arithmetic
  ) {
    precondition(settings.threadCount > 0, "at least one thread is needed")
    precondition(!settings.findsProgram || instruments != nil, "who finds the program?")
    self.settings = settings
    self.instruments = instruments.map { InstrumentNetwork($0, arithmetic: arithmetic) }
    inference = WindowInference(
      arithmetic: arithmetic, transform: ConstantQTransform(arithmetic: arithmetic),
      network: PitchNetwork(model, arithmetic: arithmetic), threadCount: settings.threadCount,
      measuresKeys: !settings.notes.quirks.contains(.velocityOfConfidence),
      measuresBands: instruments != nil)
  }

  /// Transcribes a recording, and hands on what becomes certain on the way.
  ///
  /// It returns when the recording ends. The result does not depend on the number of threads, and
  /// memory does not grow with the length. A recording without a sample has no notes.
  ///
  /// - Parameters:
  ///   - recording: what to hear.
  ///   - receive: takes the passages in order, on the calling thread; what it throws ends the work.
  /// - Returns: the time that each stage took, without that of `receive`.
  /// - Throws: `input` where the recording cannot be read, after the passages before the fault;
  ///   `output` with what `receive` throws.
  @discardableResult
  public func transcribe<Failure>(
    _ recording: Recording, _ receive: (Passage) throws(Failure) -> Void
  ) throws(TranscriptionError<Failure>) -> StageTimes {
    var passages = PassageStream(settings: settings, arithmetic: arithmetic)
    let heard = try listen(to: recording) { passage throws(Failure) in
      try receive(passages.append(passage))
    }
    let end = passages.finish(shortfall: heard.shortfall)
    do throws(Failure) { try receive(end) } catch { throw .output(error) }
    var times = heard.times
    times.add(passages.times)
    return times
  }

  /// Listens to a recording without looking for notes: the pipeline up to the joined posteriorgrams.
  ///
  /// - Parameters:
  ///   - recording: what to hear.
  ///   - expecting: is told at once how many seconds there should be, where the recording says so.
  ///   - receive: takes the passages in order, on the calling thread.
  /// - Throws: as ``transcribe(_:_:)-(Recording,_)`` does.
  public func listen<Failure>(
    to recording: Recording, expecting: (Double) -> Void = { _ in },
    _ receive: (HeardPassage) throws(Failure) -> Void
  ) throws(TranscriptionError<Failure>) -> Heard {
    try listen(to: recording, expecting: expecting, until: nil, receive)
  }

  /// Listens until a signal is given: then the wait for a pipe ends, and with it the recording.
  func listen<Failure>(
    to recording: Recording, expecting: (Double) -> Void = { _ in }, until stop: StopSignal?,
    _ receive: (HeardPassage) throws(Failure) -> Void
  ) throws(TranscriptionError<Failure>) -> Heard {
    let windows: WindowSource
    do {
      windows = try WindowSource(recording, blockLength: settings.blockLength, until: stop)
    } catch { throw .input(error) }
    if let duration = windows.announcedDuration { expecting(duration) }
    var audio = AudioJoiner()
    var flux = settings.interpretation?.findsBeats == true ? SpectralFlux() : nil
    var joiner = FrameJoiner<Posteriorgrams>(trimming: settings.trimming)
    var envelopes = instruments.map { EnvelopeJoiner($0) }
    var times = StageTimes()
    let inferred = try inference.infer(windows) { window throws(Failure) in
      let frames = times.measure(.joining) { joiner.append(window.frames.posteriorgrams) }
      let played = window.frames.bands.flatMap { bands in
        times.measure(.instruments) { envelopes?.append(bands) }
      }
      let samples = audio.append(window.samples)
      let strokes = times.measure(.notes) { flux?.append(samples) ?? [] }
      try receive(
        HeardPassage(
          samples: samples, flux: strokes, posteriorgrams: frames,
          envelopes: played ?? InstrumentEnvelopes()))
    }
    let samples = audio.finish(sampleCount: inferred.sampleCount)
    let strokes = (flux?.append(samples) ?? []) + (flux?.finish() ?? [])
    let rest = HeardPassage(
      samples: samples, flux: strokes,
      posteriorgrams: joiner.finish(sampleCount: inferred.sampleCount),
      envelopes: envelopes?.finish(sampleCount: inferred.sampleCount) ?? InstrumentEnvelopes())
    do throws(Failure) { try receive(rest) } catch { throw .output(error) }
    times.add(inferred.times)
    return Heard(shortfall: inferred.shortfall, times: times)
  }

  /// What is known of a recording once all of it was heard.
  public struct Heard: Sendable {
    /// How it ended before its time; nil if it is whole.
    public let shortfall: Shortfall?
    /// The time that each stage took, without that of the receiver.
    public let times: StageTimes

    /// What is known of anything else that posteriorgrams come from.
    public init(shortfall: Shortfall?, times: StageTimes) {
      self.shortfall = shortfall
      self.times = times
    }
  }
}
