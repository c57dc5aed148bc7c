import AudioIO
import SynthRenderer
import TranscriptionTypes

/// From the notes of a MIDI file to a sound file: the pipeline's way back.
public struct Renderer: Sendable {
  /// What the sound file is to be like.
  public struct Settings: Sendable {
    /// Samples a second.
    public var sampleRate = 44_100.0
    /// How a sample is stored.
    public var format = AudioWriter.SampleFormat.pcm16
    /// One channel or two.
    public var channels = ChannelLayout.stereo

    /// CD quality.
    public init() {}
  }

  /// The longest music that is rendered, in seconds: a damaged file may announce years of silence.
  private static let longestDuration = 24 * 3600.0

  private let settings: Settings
  private let synth: SynthRenderer

  /// Prepares the synthesiser.
  public init(settings: Settings = Settings()) {
    self.settings = settings
    var synthSettings = SynthRenderer.Settings()
    synthSettings.sampleRate = settings.sampleRate
    synthSettings.channels = settings.channels
    synth = SynthRenderer(synthSettings)
  }

  /// Renders music to a WAV file, at most −1 dB loud.
  ///
  /// Memory does not grow with its length.
  public func render(_ midi: MIDIFile, to path: String) throws(RenderingError) {
    guard midi.duration <= Self.longestDuration else {
      throw .tooLong(seconds: midi.duration, limit: Self.longestDuration)
    }
    do throws(AudioIOError) {
      var writer = try AudioWriter(
        path: path, sampleRate: settings.sampleRate,
        channelCount: settings.channels.channelCount, format: settings.format)
      try synth.renderNormalized(midi) { block throws(AudioIOError) in try writer.write(block) }
      try writer.close()
    } catch {
      throw .audio(error)
    }
  }
}
