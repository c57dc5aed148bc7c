/// White noise through a band-pass filter of second order, dying away.
///
/// Source of the filter: Robert Bristow-Johnson, "Cookbook formulae for audio equalizer biquad
/// filter coefficients", band-pass with constant peak gain.
struct NoiseBand {
  private var seed: UInt32
  private var delay: Int
  private var level: Float
  private let decay: Float
  private let faintest: Float
  private let input: Float
  private let feedback: (Float, Float)
  private var inputs: (Float, Float) = (0, 0)
  private var outputs: (Float, Float) = (0, 0)

  /// - Parameters:
  ///   - loudness: root mean square, full scale at 1.
  ///   - transposition: by how many semitones the key is above middle C.
  init(
    _ noise: Timbre.Noise, loudness: Double, transposition: Double, seed: UInt32,
    sampleRate: Double
  ) {
    let moved = noise.followsKey ? noise.center * Portable.exp2(transposition / 12) : noise.center
    let center = min(moved, 0.4 * sampleRate)
    let angle = 2 * .pi * center / sampleRate
    let alpha = Portable.sin(angle) / (2 * noise.sharpness)
    input = Float(alpha / (1 + alpha))
    feedback = (Float(2 * Portable.cos(angle) / (1 + alpha)), Float((alpha - 1) / (1 + alpha)))
    // What passes of white noise of variance 1 / 3: as much as the band is wide.
    let variance = alpha / (1 + alpha) / 3
    level = Float(loudness / variance.squareRoot())
    faintest = 3e-5 * level
    decay = Float(Portable.pow(10, -3 / (noise.seconds * sampleRate)))
    delay = Int(noise.delay * sampleRate)
    self.seed = seed
  }

  /// Whether it has died away, by 90 dB.
  var isOver: Bool { level < faintest }

  /// Adds the next samples.
  mutating func add(to samples: inout [Float]) {
    let quiet = min(delay, samples.count)
    delay -= quiet
    // What is kept in the structure would go to memory and back with every sample.
    var (seed, level, inputs, outputs) = (self.seed, self.level, self.inputs, self.outputs)
    samples.withUnsafeMutableBufferPointer { samples in
      for i in quiet..<samples.count {
        // Numerical Recipes' linear congruential generator; its upper bits are good enough for ears.
        seed = seed &* 1_664_525 &+ 1_013_904_223
        let white = Float(Int32(bitPattern: seed)) * 0x1p-31
        // In this order the last output, which comes late, is waited for least.
        let band =
          (input * (white - inputs.1) + feedback.1 * outputs.1) + feedback.0 * outputs.0
        inputs = (white, inputs.0)
        outputs = (band, outputs.0)
        samples[i] += level * band
        level *= decay
      }
    }
    (self.seed, self.level, self.inputs, self.outputs) = (seed, level, inputs, outputs)
  }
}
