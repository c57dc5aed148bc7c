import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Plays MIDI on a built-in piano-like tone and hands out the sound block by block.
///
/// An event at `t` seconds takes effect at frame `(t · sampleRate).rounded()`: the first sample of
/// a note that is not zero has exactly that index. The block length has no influence on any bit of
/// the result. The rendering ends with the last event or, if later, with the last voice; keys or
/// pedals still held at the last event ring on for at most two seconds and are then released, so
/// that nothing lasts longer than `midi.duration` plus about 2.1 seconds. Pauses are rendered too:
/// a caller who distrusts a file looks at its duration first.
///
/// Understood are notes, pitch bend, sustain pedal, volume, expression, all notes off, all sound
/// off and reset all controllers. A key struck again while it sounds releases its first note.
/// Every program sounds as the same instrument. The drum channel (index 9) is silent: its keys
/// are no pitches, and a pitched tone would be worse than none. It does play as a member of an MPE
/// zone.
public struct SynthRenderer: Sendable {
  /// Frames a second, in hertz.
  public let sampleRate: Double

  /// Channels of the result.
  public let channels: ChannelLayout

  /// Frames handed to the sink at a time; only the last block may be shorter.
  public let blockLength: Int

  private let instrument: Instrument

  /// Prepares the tables for a sampling rate.
  ///
  /// - Precondition: `sampleRate` is finite and at least 1000, `blockLength > 0`.
  public init(
    sampleRate: Double = 44_100, channels: ChannelLayout = .stereo, blockLength: Int = 4096
  ) {
    precondition(sampleRate.isFinite && sampleRate >= 1000, "no sampling rate: \(sampleRate)")
    precondition(blockLength > 0, "blockLength must be positive, got \(blockLength)")
    self.sampleRate = sampleRate
    self.channels = channels
    self.blockLength = blockLength
    instrument = Instrument(sampleRate: sampleRate)
  }

  /// Renders at the instrument's own level: the loudest note alone peaks near 0.1, but a dense
  /// chord may exceed full scale.
  ///
  /// `sink` receives interleaved frames in time order, and is never called with an empty block.
  ///
  /// - Throws: What `sink` throws, at once.
  public func render<Failure: Error>(
    _ midi: MIDIFile, into sink: ([Float]) throws(Failure) -> Void
  ) throws(Failure) {
    var performance = Performance(of: midi, on: instrument, blockLength: blockLength)
    var block = StereoBlock(length: blockLength)
    while true {
      let count = performance.play(into: &block)
      if count > 0 { try sink(block.interleaved(count, as: channels)) }
      if count < blockLength { return }
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
    let scale = peak > 0 ? Float(pow(10, peakLevel / 20) / Double(peak)) : 1
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
