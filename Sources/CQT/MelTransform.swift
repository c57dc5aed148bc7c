import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The short-time Fourier transform in bands as wide as the ear's: as many hertz each up to 1000, then the
/// same fraction of an octave.
///
/// A band is a triangle over the bins: 1 at its centre, 0 at the centres of its neighbours.
/// Source: M. Slaney, "Auditory Toolbox", 1998; the bands are those of `librosa.filters.mel(norm=None)`.
public struct MelTransform: TimeFrequencyTransform {
  /// Samples between frames.
  public var hopLength: Int { spectrum.hopLength }

  /// Centre frequency of each band, in hertz.
  public let binFrequencies: [Double]

  /// Power that a sine of full scale has in each band, at the centre of it.
  public let fullScalePowers: [Float]

  private let spectrum: ShortTimeFourierTransform
  private let bands: [Band]

  /// A triangle: the bins that it does not leave out.
  private struct Band {
    let firstBin: Int
    let weights: [Float]
  }

  /// - Parameter bandCount: bands from 0 hertz to half the sampling rate, at least 1.
  public init(
    bandCount: Int = 128, windowLength: Int = 2048, hopLength: Int = 512,
    sampleRate: Double = ModelConstants.sampleRate
  ) {
    precondition(bandCount > 0)
    spectrum = ShortTimeFourierTransform(
      windowLength: windowLength, hopLength: hopLength, sampleRate: sampleRate)
    let step = Self.mels(ofHertz: sampleRate / 2) / Double(bandCount + 1)
    let centres = (0...bandCount + 1).map { Self.hertz(ofMels: step * Double($0)) }
    let frequencies = spectrum.binFrequencies
    bands = (1...bandCount).map { band in
      let weights = frequencies.map { frequency in
        let rise = (frequency - centres[band - 1]) / (centres[band] - centres[band - 1])
        let fall = (centres[band + 1] - frequency) / (centres[band + 1] - centres[band])
        return Float(max(0, min(rise, fall)))
      }
      let first = weights.firstIndex { $0 > 0 } ?? 0
      let last = weights.lastIndex { $0 > 0 } ?? first
      return Band(firstBin: first, weights: Array(weights[first...last]))
    }
    binFrequencies = Array(centres[1...bandCount])
    let fullScale = spectrum.fullScalePowers
    fullScalePowers = zip(bands, binFrequencies).map { band, centre in
      band.weights.enumerated().reduce(0) { sum, weight in
        let bin = band.firstBin + weight.offset
        let distance = Double(bin) - centre / frequencies[1]
        return sum + weight.element * fullScale[bin] * Float(Self.leakage(atBins: distance))
      }
    }
  }

  /// Computes the power of each band.
  ///
  /// - Parameter samples: mono audio of any length.
  /// - Returns: power of shape (bands, frames), with 1 + ⌊samples / hop⌋ frames; none for empty audio.
  public func transform(_ samples: [Float]) -> Spectrogram {
    let bins = spectrum.transform(samples)
    let frameCount = bins.frameCount
    var values = [Float](repeating: 0, count: bands.count * frameCount)
    for (row, band) in bands.enumerated() {
      for (offset, weight) in band.weights.enumerated() {
        let source = (band.firstBin + offset) * frameCount
        for frame in 0..<frameCount {
          values[row * frameCount + frame] += weight * bins.values[source + frame]
        }
      }
    }
    return Spectrogram(values: values, binCount: bands.count, frameCount: frameCount)
  }

  /// Power of a sine in the Hann window's spectrum, at a distance in bins, where it has 1 at none.
  private static func leakage(atBins distance: Double) -> Double {
    if abs(distance) < 1e-9 { return 1 }
    if abs(abs(distance) - 1) < 1e-9 { return 0.25 }
    let x = Double.pi * distance
    let amplitude = sin(x) / x / (1 - distance * distance)
    return amplitude * amplitude
  }

  private static let melsPerHertz = 3 / 200.0
  private static let (breakHertz, breakMels) = (1000.0, 15.0)
  /// 27 mels are a factor of 6.4.
  private static let melsPerLog = 27 / log(6.4)

  private static func mels(ofHertz hertz: Double) -> Double {
    hertz < breakHertz
      ? hertz * melsPerHertz : breakMels + log(hertz / breakHertz) * melsPerLog
  }

  private static func hertz(ofMels mels: Double) -> Double {
    mels < breakMels ? mels / melsPerHertz : breakHertz * exp((mels - breakMels) / melsPerLog)
  }
}
