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

/// A recording on the left side and the music that was made of it on the right: both begin at the
/// same time and are equally loud, so that ears can compare them.
struct Comparison {
  /// The left side; it is read twice.
  let recording: Recording
  /// The right side.
  let midi: MIDIFile
  /// Plays one channel.
  let synth: SynthRenderer

  /// How loud one side is.
  private struct Side {
    var meter: LoudnessMeter
    var peak: Float = 0

    mutating func append(_ samples: [Float]) {
      meter.append(samples)
      peak = samples.reduce(peak) { max($0, abs($1)) }
    }
  }

  /// What to multiply both sides by, so that they are equally loud and the larger peak lies at
  /// `peakLevel`, in decibels of full scale; with nil, the recording stays as it is.
  ///
  /// A side that is silent, or shorter than loudness can be told of, decides nothing.
  ///
  /// - Returns: also how the recording ended before its time; nil if it is whole.
  func gains(
    peakLevel: Double?
  ) throws(AudioIOError) -> (left: Float, right: Float, shortfall: Shortfall?) {
    var left = Side(meter: LoudnessMeter(sampleRate: synth.settings.sampleRate))
    var right = left
    var reader = try AudioReader(recording, sampleRate: synth.settings.sampleRate)
    while let block = try reader.next() { left.append(block) }
    synth.render(midi) { right.append($0) }
    var gain = 1.0
    if let original = left.meter.loudness, let played = right.meter.loudness {
      gain = pow(10, (original - played) / 20)
    }
    guard let peakLevel else { return (1, Float(gain), reader.shortfall) }
    let peak = max(Double(left.peak), gain * Double(right.peak))
    let scale = peak > 0 ? pow(10, peakLevel / 20) / peak : 1
    return (Float(scale), Float(gain * scale), reader.shortfall)
  }

  /// Hands out both sides, interleaved, until the longer one ends.
  ///
  /// - Returns: how the recording ended before its time; nil if it is whole.
  func play(
    into sink: ([Float]) throws(AudioIOError) -> Void
  ) throws(AudioIOError) -> Shortfall? {
    var reader = try AudioReader(recording, sampleRate: synth.settings.sampleRate)
    var heard: ArraySlice<Float> = []
    try synth.render(midi) { (played: [Float]) throws(AudioIOError) in
      while heard.count < played.count, let block = try reader.next() { heard += block }
      try sink(Self.interleave(heard.prefix(played.count), played[...]))
      heard = heard.dropFirst(played.count)
    }
    repeat {
      if !heard.isEmpty { try sink(Self.interleave(heard, [])) }
      heard = try reader.next()?[...] ?? []
    } while !heard.isEmpty
    return reader.shortfall
  }

  /// Frames of left and right; the shorter side is silent where it has ended.
  private static func interleave(_ left: ArraySlice<Float>, _ right: ArraySlice<Float>) -> [Float] {
    var frames = [Float](repeating: 0, count: 2 * max(left.count, right.count))
    for (i, sample) in left.enumerated() { frames[2 * i] = sample }
    for (i, sample) in right.enumerated() { frames[2 * i + 1] = sample }
    return frames
  }
}
