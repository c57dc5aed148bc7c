import Arithmetic
import AudioIO
import SynthRenderer
import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// From the notes of a MIDI file to a sound file: the pipeline's way back.
public struct Renderer: Sendable {
  /// What the sound file is to be like.
  public struct Settings: Sendable {
    /// How the music is played.
    public var playing = SynthRenderer.Settings()
    /// How a sample is stored.
    public var format = AudioWriter.SampleFormat.pcm16
    /// What kind of file it is.
    public var container = AudioWriter.Container.wav
    /// Where the loudest sample lies, in decibels of full scale; nil to leave the instruments as
    /// loud as they are.
    public var peakLevel: Double? = -1
    /// Decibels that all of it is louder.
    public var gain = 0.0
    /// What the music is a transcription of: it is heard on the left, and the music on the right,
    /// equally loud. A file, since it is read twice.
    public var original: Recording?

    /// CD quality, nearly as loud as a file can be.
    public init() {}
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The largest sample, full scale at 1; integers are clipped there.
    public var peak: Float = 0
    /// Whether music was left out at the end.
    public var isCut = false
    /// How the original ended before its time; nil if it is whole, or there is none.
    public var shortfall: Shortfall?
  }

  /// The longest music that is rendered when nobody chose an end, in seconds: a damaged file may
  /// announce years of silence.
  private static let longestDuration = 24 * 3600.0

  private let settings: Settings
  private let synth: SynthRenderer

  /// Prepares the synthesiser.
  public init(settings: Settings = Settings(), arithmetic: Arithmetic = .best) {
    self.settings = settings
    var playing = settings.playing
    if settings.original != nil { playing.channels = .mono }
    synth = SynthRenderer(playing, arithmetic: arithmetic)
  }

  /// Renders music to a sound file.
  ///
  /// Memory does not grow with its length, only with the number of events. To find the loudest
  /// sample, the music is played once before it is written.
  public func render(_ midi: MIDIFile, to path: String) throws(RenderingError) -> Outcome {
    let longest = settings.playing.longest
    guard longest != nil || midi.duration <= Self.longestDuration else {
      throw .tooLong(seconds: midi.duration, limit: Self.longestDuration)
    }
    var outcome = Outcome(isCut: longest.map { midi.duration > $0 } ?? false)
    do throws(AudioIOError) {
      var writer = try AudioWriter(
        path: path, sampleRate: settings.playing.sampleRate, channelCount: channelCount,
        format: settings.format, container: settings.container)
      outcome.shortfall = try play(midi) { (block: [Float]) throws(AudioIOError) in
        outcome.peak = block.reduce(outcome.peak) { max($0, abs($1)) }
        try writer.write(block)
      }
      try writer.close()
    } catch {
      throw .audio(error)
    }
    return outcome
  }

  private var channelCount: Int {
    settings.original == nil ? settings.playing.channels.channelCount : 2
  }

  /// Hands out the frames of the file.
  private func play(
    _ midi: MIDIFile, into sink: ([Float]) throws(AudioIOError) -> Void
  ) throws(AudioIOError) -> Shortfall? {
    let gain = Float(pow(10, settings.gain / 20))
    guard let original = settings.original else {
      let scale = gain * scale(for: midi)
      try synth.render(midi) { (block: [Float]) throws(AudioIOError) in
        try sink(scale == 1 ? block : block.map { $0 * scale })
      }
      return nil
    }
    let comparison = Comparison(recording: original, midi: midi, synth: synth)
    let gains = try comparison.gains(peakLevel: settings.peakLevel)
    let (left, right) = (gain * gains.left, gain * gains.right)
    // A read that fails may do so once: then the sides are not what they should be.
    let shortfall = try comparison.play { (frames: [Float]) throws(AudioIOError) in
      var frames = frames
      for i in stride(from: 0, to: frames.count, by: 2) {
        frames[i] *= left
        frames[i + 1] *= right
      }
      try sink(frames)
    }
    return gains.shortfall ?? shortfall
  }

  /// What brings the loudest sample to its level.
  private func scale(for midi: MIDIFile) -> Float {
    guard let level = settings.peakLevel else { return 1 }
    let peak = Double(synth.peak(of: midi))
    return peak > 0 ? Float(pow(10, level / 20) / peak) : 1
  }
}
