public import Arithmetic
public import TranscriptionTypes

/// The convolutional network: which notes sound, and where they begin, in a window of spectrogram.
///
/// Source: R. Bittner et al., "A Lightweight Instrument-Agnostic Model for Polyphonic Note
/// Transcription and Multipitch Estimation", ICASSP 2022; spotify/basic-pitch at fa5997a,
/// `models.py`. `ScalarNetwork` defines it in plain loops.
public struct PitchNetwork: Sendable {
  private let arithmetic: Arithmetic
  private let tables = FourierTables(length: HarmonicConvolution.spectrumLength)
  private let normalization: (scale: Float, offset: Float)
  private let contour1: HarmonicConvolution
  private let contour2: SigmoidConvolution
  private let note1: Convolution
  private let note2: SigmoidConvolution
  private let onset1: HarmonicConvolution
  private let onset2: SigmoidConvolution

  private static let contourBins = ModelConstants.contourBinCount
  private static let pitches = ModelConstants.pitchCount

  /// Arranges the weights for the kernels.
  public init(_ weights: ModelWeights, arithmetic: Arithmetic) {
    let contourBins = Self.contourBins
    let pitches = Self.pitches
    func channels(_ count: Int, binCount: Int) -> Convolution.Input {
      .init(channelRows: (0..<count).map { $0 * binCount }, binCount: binCount)
    }
    self.arithmetic = arithmetic
    normalization = weights.normalization
    contour1 = HarmonicConvolution(weights.contour1, padding: 19, arithmetic: arithmetic)
    contour2 = SigmoidConvolution(
      weights.contour2, over: channels(8, binCount: contourBins), padding: 2,
      arithmetic: arithmetic)
    note1 = Convolution(
      weights.note1, over: channels(1, binCount: contourBins), stride: 3, padding: 2,
      arithmetic: arithmetic)
    note2 = SigmoidConvolution(
      weights.note2, over: channels(32, binCount: pitches), padding: 1, arithmetic: arithmetic)
    onset1 = HarmonicConvolution(
      weights.onset1, stride: 3, padding: 1, arithmetic: arithmetic)
    onset2 = SigmoidConvolution(
      weights.onset2, over: channels(33, binCount: pitches), padding: 1, arithmetic: arithmetic)
  }

  /// Memory that one thread works in, made once and used for many windows.
  public struct Workspace: ~Copyable {
    let image = FeatureMap(rowCount: ModelConstants.spectrogramBinCount)
    let spectrum = FeatureMap(rowCount: HarmonicConvolution.spectrumLength * 2)
    /// Two blocks of complex frames, as wide as the widest vectors.
    let scratch = FeatureMap(
      rowCount: 2 * 2 * HarmonicConvolution.spectrumLength * 16 / FeatureMap.rowStride + 1)
    let contourFeatures = FeatureMap(rowCount: 8 * 264)
    let contour = FeatureMap(rowCount: 264)
    let noteFeatures = FeatureMap(rowCount: 32 * 88)
    /// Channel 0 is the note posteriorgram, the others are the onset features.
    let onsetInput = FeatureMap(rowCount: 33 * 88)
    let onset = FeatureMap(rowCount: 88)
    let partialSums = FeatureMap(rowCount: SigmoidConvolution.partialSumCount)

    /// Allocates about 6 MB.
    public init() {}
  }

  /// Estimates the posteriorgrams of one window.
  ///
  /// - Parameter spectrogram: the normalised constant-Q transform, of shape (309, 172).
  /// - Returns: posteriorgrams of 172 frames.
  public func infer(
    _ spectrogram: Spectrogram, in workspace: borrowing Workspace
  ) -> Posteriorgrams {
    infer(spectrogram, in: workspace) { _ in }
  }

  /// Estimates the posteriorgrams of one window, and says when each layer is done.
  package func infer(
    _ spectrogram: Spectrogram, in workspace: borrowing Workspace, finished: (Layer) -> Void
  ) -> Posteriorgrams {
    precondition(
      spectrogram.binCount == ModelConstants.spectrogramBinCount
        && spectrogram.frameCount == ModelConstants.framesPerWindow)
    let image = workspace.image.origin
    let spectrum = workspace.spectrum.origin
    let partialSums = workspace.partialSums.origin
    normalize(spectrogram, into: workspace.image)
    arithmetic.spectrum(
      of: image, rowCount: spectrogram.binCount, rowStride: FeatureMap.rowStride,
      width: spectrogram.frameCount, positions: tables.positions, factors: tables.factors,
      scratch: workspace.scratch.origin, into: spectrum)
    finished(.spectrum)

    // Contour: pitch salience at a third of a semitone.
    contour1.apply(  // (8, 264, 172), kernel 39×3
      spectrum: spectrum, image: image, scratch: workspace.scratch.origin,
      into: workspace.contourFeatures.origin)
    finished(.contour1)
    for f in 0..<Self.contourBins {  // (1, 264, 172), kernel 5×5
      contour2.apply(
        bin: f, from: workspace.contourFeatures.origin, partialSums: partialSums,
        into: workspace.contour.row(f))
    }
    finished(.contour2)

    // Note: which semitones sound. Sees the contour only, never the spectrogram.
    for f in 0..<Self.pitches {  // (32, 88, 172), kernel 7×7, stride 3×1
      note1.apply(
        bin: f, from: workspace.contour.origin, rectified: true,
        into: workspace.noteFeatures.row(f), outputStride: Self.pitches * FeatureMap.rowStride)
    }
    finished(.note1)
    for f in 0..<Self.pitches {  // (1, 88, 172), kernel 3×7
      note2.apply(
        bin: f, from: workspace.noteFeatures.origin, partialSums: partialSums,
        into: workspace.onsetInput.row(f))
    }
    finished(.note2)

    // Onset: which semitones begin. Sees the spectrogram and the notes.
    onset1.apply(  // (32, 88, 172), kernel 5×5, stride 3×1
      spectrum: spectrum, image: image, scratch: workspace.scratch.origin,
      into: workspace.onsetInput.row(Self.pitches))
    finished(.onset1)
    for f in 0..<Self.pitches {  // (1, 88, 172), kernel 3×3
      onset2.apply(
        bin: f, from: workspace.onsetInput.origin, partialSums: partialSums,
        into: workspace.onset.row(f))
    }
    finished(.onset2)

    return Posteriorgrams(
      note: posteriorgram(workspace.onsetInput, binCount: Self.pitches),
      onset: posteriorgram(workspace.onset, binCount: Self.pitches),
      contour: posteriorgram(workspace.contour, binCount: Self.contourBins))
  }

  private func normalize(_ spectrogram: Spectrogram, into image: borrowing FeatureMap) {
    let origin = image.origin
    spectrogram.values.withUnsafeBufferPointer { values in
      for bin in 0..<spectrogram.binCount {
        let source = values.baseAddress! + bin * spectrogram.frameCount
        let row = origin + bin * FeatureMap.rowStride
        for frame in 0..<spectrogram.frameCount {
          row[frame] = source[frame] * normalization.scale + normalization.offset
        }
      }
    }
  }

  /// The first rows of a map, turned so that a frame's bins lie side by side.
  private func posteriorgram(_ map: borrowing FeatureMap, binCount: Int) -> Posteriorgram {
    let frameCount = ModelConstants.framesPerWindow
    let origin = map.origin
    let values = [Float](unsafeUninitializedCapacity: frameCount * binCount) { buffer, count in
      for bin in 0..<binCount {
        let row = origin + bin * FeatureMap.rowStride
        for frame in 0..<frameCount { buffer[frame * binCount + bin] = row[frame] }
      }
      count = frameCount * binCount
    }
    return Posteriorgram(values: values, binCount: binCount)
  }
}
