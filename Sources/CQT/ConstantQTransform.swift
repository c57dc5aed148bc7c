public import Arithmetic
public import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The constant-Q transform as the network was trained on it: a third of a semitone a bin.
///
/// The top octave is correlated with its kernels every 256 samples. The audio is then halved in rate
/// and the same kernels do for the octave below, eight times over. Bins are scaled by the square
/// root of their kernel's length at full rate.
///
/// Source: spotify/basic-pitch at fa5997a, `layers/nnaudio.py`, `CQT2010v2`.
public struct ConstantQTransform: TimeFrequencyTransform {
  /// Samples between frames.
  public let hopLength = ModelConstants.hopLength

  /// Centre frequency of each bin, in hertz, from 27.5 to 10 349.
  public let binFrequencies: [Double]

  /// The kernels answer a sine with half its amplitude, times the root of their length.
  public var fullScalePowers: [Float] { scales.map { $0 / 4 } }

  private static let octaveCount = 9
  private static let padding = ConstantQKernels.length / 2

  private let sampleCount: Int
  private let frameCount: Int
  let arithmetic: Arithmetic
  private let kernels: OctaveTransform
  /// Power is scaled by the kernel's length: amplitude by its square root.
  let scales: [Float]
  private let rows: [PolyphaseRows]
  private let decimators: [Decimator]

  /// - Parameters:
  ///   - sampleCount: length of the audio to be transformed; the model's window by default.
  ///   - arithmetic: what it is computed with.
  /// - Precondition: `sampleCount` is at least 33 024, so that every octave can be mirrored at its
  ///   ends by half a kernel.
  public init(
    sampleCount: Int = ModelConstants.windowLength, arithmetic: Arithmetic
  ) {
    precondition(sampleCount >> (Self.octaveCount - 1) > Self.padding, "audio is too short")
    let binCount = ModelConstants.spectrogramBinCount
    let sampleRate = ModelConstants.sampleRate
    let perOctave = ConstantQKernels.binsPerOctave
    binFrequencies = (0..<binCount).map {
      ModelConstants.lowestFrequency * pow(2, Double($0) / Double(perOctave))
    }
    scales = binFrequencies.map {
      Float(ConstantQKernels.windowLength(frequency: $0, sampleRate: sampleRate))
    }
    kernels = OctaveTransform(
      ConstantQKernels(
        lowestFrequency: binFrequencies[binCount - perOctave], sampleRate: sampleRate),
      arithmetic: arithmetic)
    self.arithmetic = arithmetic
    self.sampleCount = sampleCount
    let frameCount = sampleCount / hopLength + 1
    self.frameCount = frameCount
    rows = (0..<Self.octaveCount).map { octave in
      PolyphaseRows(
        phaseCount: ModelConstants.hopLength >> octave, stepCount: frameCount,
        tapCount: ConstantQKernels.length, offset: Self.padding)
    }
    decimators = (0..<Self.octaveCount - 1).map {
      Decimator(inputCount: sampleCount >> $0, arithmetic: arithmetic)
    }
  }

  /// Memory that one thread works in, made once and used for many windows.
  public struct Workspace: Sendable {
    /// The audio at full rate, half of it, a quarter …
    fileprivate var octaves: [[Float]]
    fileprivate var scratch: [Float]

    /// Allocates about 0.6 MB.
    public init(for transform: ConstantQTransform) {
      octaves = (1..<octaveCount).map { Array(repeating: 0, count: transform.sampleCount >> $0) }
      let forKernels = transform.rows.map {
        $0.valueCount + OctaveTransform.outputsPerGroup * $0.rowLength
      }
      let needed = forKernels + transform.decimators.map(\.scratchCount)
      scratch = Array(repeating: 0, count: needed.max() ?? 0)
    }
  }

  /// Computes the power spectrogram, in memory of its own.
  public func transform(_ samples: [Float]) -> Spectrogram {
    var workspace = Workspace(for: self)
    return transform(samples, in: &workspace)
  }

  /// Computes the power spectrogram.
  ///
  /// - Parameter samples: mono audio at 22 050 Hz, as many samples as announced.
  /// - Returns: power of shape (309, frames); 172 frames for the model's window.
  public func transform(_ samples: [Float], in workspace: inout Workspace) -> Spectrogram {
    precondition(samples.count == sampleCount, "\(sampleCount) samples expected")
    let binCount = ModelConstants.spectrogramBinCount
    let values = [Float](unsafeUninitializedCapacity: binCount * frameCount) { output, count in
      var signal = samples
      for octave in 0..<Self.octaveCount {
        if octave > 0 {
          decimators[octave - 1].decimate(
            signal, into: &workspace.octaves[octave - 1], scratch: &workspace.scratch)
          signal = workspace.octaves[octave - 1]
        }
        let rows = rows[octave]
        rows.fill(&workspace.scratch, from: signal) {
          signal[reflected($0, count: signal.count)]
        }
        workspace.scratch.withUnsafeMutableBufferPointer { scratch in
          kernels.transform(
            scratch.baseAddress!, rows: rows, scales: scales,
            scratch: scratch.baseAddress! + rows.valueCount, into: output.baseAddress!,
            firstRow: binCount - (octave + 1) * ConstantQKernels.binsPerOctave,
            frameCount: frameCount)
        }
      }
      count = binCount * frameCount
    }
    return Spectrogram(values: values, binCount: binCount, frameCount: frameCount)
  }
}
