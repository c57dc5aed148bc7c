import TranscriptionTypes

/// Everything the network has learned.
public struct ModelWeights: Sendable {
  /// CRC-32 of the model file: two models with the same checksum give the same notes.
  public let checksum: UInt32

  /// Batch normalisation of the spectrogram: x ← x · scale + offset.
  let normalization: (scale: Float, offset: Float)

  let contour1: ConvolutionWeights
  let contour2: ConvolutionWeights
  let note1: ConvolutionWeights
  let note2: ConvolutionWeights
  let onset1: ConvolutionWeights
  let onset2: ConvolutionWeights

  /// Reads a model file.
  public init(path: String) throws(ModelError) {
    try self.init(file: ModelFile(path: path))
  }

  /// Reads a model from memory; `path` is named in errors.
  package init(bytes: [UInt8], path: String) throws(ModelError) {
    try self.init(file: ModelFile(bytes: bytes, path: path))
  }

  private init(file: ModelFile) throws(ModelError) {
    checksum = file.checksum
    normalization = (
      scale: try file.tensor("normalization.scale", shape: [1])[0],
      offset: try file.tensor("normalization.offset", shape: [1])[0]
    )
    contour1 = try file.convolution("contour1", outputs: 8, inputs: 8, timeTaps: 3, binTaps: 39)
    contour2 = try file.convolution("contour2", outputs: 1, inputs: 8, timeTaps: 5, binTaps: 5)
    note1 = try file.convolution("note1", outputs: 32, inputs: 1, timeTaps: 7, binTaps: 7)
    note2 = try file.convolution("note2", outputs: 1, inputs: 32, timeTaps: 7, binTaps: 3)
    onset1 = try file.convolution("onset1", outputs: 32, inputs: 8, timeTaps: 5, binTaps: 5)
    onset2 = try file.convolution("onset2", outputs: 1, inputs: 33, timeTaps: 3, binTaps: 3)
  }
}

/// One layer's kernels and biases.
struct ConvolutionWeights: Sendable {
  let outputs: Int
  let inputs: Int
  let timeTaps: Int
  let binTaps: Int

  /// Shape (`outputs`, `inputs`, `timeTaps`, `binTaps`).
  let values: [Float]

  /// Shape (`outputs`).
  let bias: [Float]

  subscript(output output: Int, input input: Int, time time: Int, bin bin: Int) -> Float {
    values[((output * inputs + input) * timeTaps + time) * binTaps + bin]
  }
}

extension ModelFile {
  fileprivate func convolution(
    _ name: String, outputs: Int, inputs: Int, timeTaps: Int, binTaps: Int
  ) throws(ModelError) -> ConvolutionWeights {
    ConvolutionWeights(
      outputs: outputs, inputs: inputs, timeTaps: timeTaps, binTaps: binTaps,
      values: try tensor("\(name).weight", shape: [outputs, inputs, timeTaps, binTaps]),
      bias: try tensor("\(name).bias", shape: [outputs]))
  }
}
