public import Arithmetic
public import AudioIO
import MIDIWriter
import NoteCreation
import TranscriptionTypes

/// From posteriorgrams to notes, with times and MIDI: the end of the pipeline.
///
/// Where the frames come from is no matter: several of these, with settings of their own, may follow
/// the same ones.
public struct PassageStream: Sendable {
  private let creator: NoteCreator
  private var decoder: any NoteDecoder
  private var midi: MIDIFileStream
  private var frameCount = 0
  /// What waits for the end; nil where notes are handed on as they come.
  private var music: PendingMusic?

  /// The time that each stage took.
  public private(set) var times = StageTimes()

  /// Starts before the first frame.
  ///
  /// - Parameter arithmetic: nothing depends on it but the time.
  public init(settings: Transcriber.Settings, arithmetic: Arithmetic = .best) {
    creator = NoteCreator(settings: settings.notes, arithmetic: arithmetic)
    decoder = creator.makeDecoder()
    midi = MIDIFileStream(settings: settings.arrangement)
    if settings.interpretation != nil || settings.findsProgram {
      music = PendingMusic(settings)
    }
  }

  /// Takes in what follows.
  ///
  /// - Returns: what has become certain with them.
  public mutating func append(_ heard: HeardPassage) -> Passage {
    let frames = heard.posteriorgrams
    let first = frameCount
    frameCount += frames.frameCount
    let notes = times.measure(.notes) { decoder.append(frames) }
    let frameTimes = creator.times(ofFrames: first..<frameCount)
    if music != nil {
      times.measure(.notes) { music?.append(notes, heard) }
      return Passage(
        heard: heard, frameTimes: frameTimes, notes: [], horizon: -.infinity, midi: [])
    }
    let pieces = times.measure(.output) { midi.append(notes, horizon: decoder.horizon) }
    return Passage(
      heard: heard, frameTimes: frameTimes, notes: notes,
      horizon: decoder.horizon, midi: pieces)
  }

  /// Learns that there are no more frames; to be called once.
  ///
  /// - Parameter shortfall: how the recording ended before its time.
  /// - Returns: what is left: notes, and the end of the MIDI file.
  public mutating func finish(shortfall: Shortfall? = nil) -> Passage {
    let notes = times.measure(.notes) { decoder.finish() }
    if let music {
      var end = times.measure(.notes) { music.finish(notes) }
      end.shortfall = shortfall
      return end
    }
    let pieces = times.measure(.output) { midi.append(notes, horizon: .infinity) + midi.finish() }
    return Passage(
      heard: HeardPassage(posteriorgrams: Posteriorgrams()), frameTimes: [], notes: notes,
      horizon: .infinity, midi: pieces, shortfall: shortfall)
  }
}
