import Arithmetic
import TranscriptionTypes

/// Plays MIDI on built-in voices and hands out the sound block by block.
///
/// An event at `t` seconds takes effect at frame `(t · sampleRate).rounded()`: the first sample of
/// a note that is not zero has exactly that index. Neither the block length nor the processor has
/// an influence on any bit of the result. The rendering ends when the last voice and the room have
/// died away, but not before the last event; keys or pedals still held at the last event ring on
/// for at most two seconds and are then released. Pauses are rendered too: a caller who distrusts a
/// file sets `longest`.
///
/// A SoundFont in its settings plays in place of the built-in voices; then an event takes effect at
/// the nearest multiple of 64 frames, since FluidSynth knows no others.
///
/// Clicks, if asked for, are always the built-in ones, at exact frames and without a room.
///
/// Programs and drums are those of General MIDI. Understood are notes, pitch bend, modulation,
/// volume, pan, expression, sustain, sostenuto and soft pedals, release, attack and brightness of what
/// is struck after them, how much goes to the room, pressure, all notes off, all sound off, reset all
/// controllers, banks as far as they choose drums, and the zones of MIDI Polyphonic Expression.
/// A key struck again while it sounds releases its first note; of a key struck several times in the
/// same instant, the last strike counts.
///
/// Memory is that of the events and of the voices that sound.
public struct SynthRenderer: Sendable {
  /// How music is to be played.
  public struct Settings: Sendable {
    /// Frames a second, in hertz.
    public var sampleRate = 44_100.0
    /// Channels of the result.
    public var channels = ChannelLayout.stereo
    /// Frames handed to the sink at a time; only the last block may be shorter.
    public var blockLength = 4096
    /// Whether a metronome clicks at the beats of the file, its ``MIDIFile/bars``, until its last event.
    public var hasClick = false
    /// Whether the instruments stand in a small room; it is heard for a second after them.
    public var hasRoom = true
    /// Whose instruments play instead of the built-in voices; nil for these.
    public var soundFont: SoundFont?
    /// Seconds from the last event to the end; nil until nothing is heard any more.
    public var tail: Double?
    /// Seconds after which the music ends, finished or not; nil for never.
    public var longest: Double?

    /// CD quality, in a room.
    public init() {}
  }

  /// How music is played.
  public let settings: Settings

  private let instrument: Instrument

  /// Prepares the tables for a sampling rate.
  ///
  /// - Precondition: the sampling rate is finite and at least 1000, the block length positive, and
  ///   times are not negative.
  public init(_ settings: Settings = Settings(), arithmetic: Arithmetic = .best) {
    let rate = settings.sampleRate
    precondition(rate.isFinite && rate >= 1000, "no sampling rate: \(rate)")
    precondition(settings.blockLength > 0, "no block length: \(settings.blockLength)")
    precondition((settings.tail ?? 0) >= 0 && (settings.longest ?? 0) >= 0, "no time")
    precondition(
      settings.soundFont == nil || SoundFont.sampleRates.contains(rate),
      "no sampling rate of a SoundFont: \(rate)")
    self.settings = settings
    instrument = Instrument(sampleRate: rate, arithmetic: arithmetic)
  }

  /// Renders at the instruments' own level: a note alone has a root mean square of some 0.08 at
  /// most, but a dense chord may exceed full scale.
  ///
  /// `sink` receives interleaved frames in time order, and is never called with an empty block.
  ///
  /// - Throws: What `sink` throws, at once.
  public func render<Failure: Error>(
    _ midi: MIDIFile, into sink: ([Float]) throws(Failure) -> Void
  ) throws(Failure) {
    guard let soundFont = settings.soundFont else {
      let timeline = Timeline(midi, sampleRate: settings.sampleRate)
      return try play(
        timeline, bars: midi.bars, by: Orchestra(instrument, settings: settings), into: sink)
    }
    let timeline = Timeline(
      midi, sampleRate: settings.sampleRate, grid: SoundFontPlayer.quantum)
    try soundFont.play(timeline, settings: settings) { (player: SoundFontPlayer) throws(Failure) in
      try play(timeline, bars: midi.bars, by: player, into: sink)
    }
  }

  private func play<Failure: Error>(
    _ timeline: Timeline, bars: BarMap, by player: some Player,
    into sink: ([Float]) throws(Failure) -> Void
  ) throws(Failure) {
    let metronome = Metronome(
      bars, until: timeline.lastFrame, blockLength: settings.blockLength, instrument: instrument)
    var performance = Performance(
      of: timeline, by: player, beside: settings.hasClick ? metronome : nil, settings: settings)
    var block = StereoBlock(length: settings.blockLength)
    while true {
      let count = performance.play(into: &block)
      if count > 0 { try sink(block.interleaved(count, as: settings.channels)) }
      if count < settings.blockLength { return }
    }
  }

  /// Renders so that the largest absolute sample is `peakLevel`, in decibels of full scale.
  ///
  /// The music is played twice, first to find its peak and then to write it: memory does not grow
  /// with its length. Silence stays silence.
  ///
  /// - Throws: What `sink` throws, at once.
  public func renderNormalized<Failure: Error>(
    _ midi: MIDIFile, peakLevel: Double = -1, into sink: ([Float]) throws(Failure) -> Void
  ) throws(Failure) {
    let peak = peak(of: midi)
    let scale = peak > 0 ? Float(Portable.pow(10, peakLevel / 20) / Double(peak)) : 1
    try render(midi) { (block: [Float]) throws(Failure) in
      try sink(block.map { $0 * scale })
    }
  }

  /// The largest absolute sample of the rendering; 0 for silence.
  public func peak(of midi: MIDIFile) -> Float {
    var peak: Float = 0
    render(midi) { block in
      for sample in block { peak = max(peak, abs(sample)) }
    }
    return peak
  }
}
