public import AudioIO
import MIDIWriter
public import TranscriptionTypes

/// What was heard in a recording.
public struct Transcription: Sendable {
  /// The notes, in the order of the decoder.
  public let notes: [NoteEvent]

  /// The notes as music for a MIDI file.
  public let midi: MIDIFile

  /// The contents of that MIDI file.
  public var midiBytes: [UInt8] { encoder.encode(midi) }

  /// What the network estimated, frame by frame.
  public let posteriorgrams: Posteriorgrams

  /// Time of each frame of the posteriorgrams, in seconds.
  public let frameTimes: [Double]

  /// What the notes mean, where `Settings.interpretation` asked for it.
  public let interpretation: Interpretation?

  /// The instruments that play most, where `Settings.findsProgram` asked for them.
  public let family: InstrumentFamily?

  /// How the recording ended before its time; nil if it is whole.
  public let shortfall: Shortfall?

  fileprivate let encoder: MIDIFileEncoder
}

extension Transcriber {
  /// Transcribes a file, as ``transcribe(_:_:)`` does a recording.
  @discardableResult
  public func transcribe<Failure>(
    _ path: String, _ receive: (Passage) throws(Failure) -> Void
  ) throws(TranscriptionError<Failure>) -> StageTimes {
    try transcribe(Recording(path: path), receive)
  }

  /// Transcribes a file, and keeps everything: 150 kB a second.
  ///
  /// - Throws: where the file cannot be read.
  public func transcribe(_ path: String) throws(AudioIOError) -> Transcription {
    try transcribe(Recording(path: path))
  }

  /// Transcribes a recording, and keeps everything: 150 kB a second.
  ///
  /// - Throws: where the recording cannot be read.
  public func transcribe(_ recording: Recording) throws(AudioIOError) -> Transcription {
    var notes: [NoteEvent] = []
    var posteriorgrams = Posteriorgrams()
    var frameTimes: [Double] = []
    var interpretation: Interpretation?
    var family: InstrumentFamily?
    var shortfall: Shortfall?
    do throws(TranscriptionError<Never>) {
      try transcribe(recording) { passage in
        notes += passage.notes
        posteriorgrams.append(passage.posteriorgrams)
        frameTimes += passage.frameTimes
        interpretation = passage.interpretation
        family = passage.family
        shortfall = passage.shortfall
      }
    } catch {
      switch error {
      case .input(let error): throw error
      }
    }
    var arrangement = settings.arrangement
    arrangement.set(interpretation, family)
    return Transcription(
      notes: notes, midi: NoteArranger(settings: arrangement).arrange(notes),
      posteriorgrams: posteriorgrams, frameTimes: frameTimes, interpretation: interpretation,
      family: family, shortfall: shortfall,
      encoder: MIDIFileEncoder(ticksPerQuarter: arrangement.ticksPerQuarter))
  }
}
