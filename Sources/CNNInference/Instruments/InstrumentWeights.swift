public import TranscriptionTypes

/// What the network of instruments has learned.
///
/// `Training/README.md` says from what, and how well.
public struct InstrumentWeights: Sendable {
  /// A layer, as `Training/instruments.py` has it.
  struct Layer: Sendable {
    /// Shape (frames, bands, inputs, outputs), or (frames, inputs, outputs).
    let shape: [Int]
    let values: [Float]
    let bias: [Float]

    var inputs: Int { shape[shape.count - 2] }
    var outputs: Int { shape[shape.count - 1] }
  }

  /// Over frames and bands; each leaves every second band.
  let patches: [Layer]
  /// Over frames.
  let overTime: [Layer]
  /// Frames between the taps of each layer over time.
  let spacings: [Int]
  /// How much the power of each register counts, as natural logarithms.
  let gains: [Float]

  /// Frames and bands that a patch sees.
  static let patch = [3, 5]

  /// More than any network of this kind has, so that no file asks for more memory than there is.
  fileprivate static let (mostOutputs, longestReach) = (256, 256)

  /// Frames to either side on which an answer depends.
  var reach: Int {
    zip(overTime, spacings).reduce(patches.count * (Self.patch[0] / 2)) { sum, layer in
      sum + layer.0.shape[0] / 2 * layer.1
    }
  }

  /// Reads `instruments.bpw`, or a file like it.
  public init(path: String) throws(ModelError) { try self.init(file: ModelFile(path: path)) }

  /// Reads it from memory; `path` is named in errors.
  package init(bytes: [UInt8], path: String) throws(ModelError) {
    try self.init(file: ModelFile(bytes: bytes, path: path))
  }

  private init(file: ModelFile) throws(ModelError) {
    var (inputs, bandCount) = (InstrumentFeatures.channelCount, BandPowers.bandCount)
    var patches: [Layer] = []
    while file.shape("patch\(patches.count).weights") != nil {
      let layer = try file.layer("patch\(patches.count)", Self.patch, inputs: inputs)
      patches.append(layer)
      (inputs, bandCount) = (layer.outputs, (bandCount + 1) / 2)
    }
    inputs *= bandCount
    let count = file.shape("dilations")?.first ?? 0
    let dilations = try file.tensor("dilations", shape: [count])
    guard dilations.allSatisfy({ (1...Float(Self.longestReach)).contains($0) }) else {
      throw .badTable(path: file.path, tensor: "dilations")
    }
    spacings = dilations.map { Int($0) } + [1]
    var overTime: [Layer] = []
    for index in 0..<count {
      // An odd number of taps has one in the middle.
      let taps = (file.shape("time\(index).weights")?.first ?? 1) | 1
      let layer = try file.layer("time\(index)", [taps], inputs: inputs)
      overTime.append(layer)
      inputs = layer.outputs
    }
    gains = try file.tensor("gains", shape: [InstrumentFeatures.registerCount])
    let outputs = gains.count * InstrumentFamily.allCases.count
    overTime.append(try file.layer("time\(count)", [1], inputs: inputs, outputs: outputs))
    guard !patches.isEmpty else { throw .missingTensor(path: file.path, tensor: "patch0.weights") }
    (self.patches, self.overTime) = (patches, overTime)
    guard reach <= Self.longestReach else {
      throw .badTable(path: file.path, tensor: "dilations")
    }
  }
}

extension ModelFile {
  /// Reads a layer's weights and biases.
  ///
  /// - Parameter outputs: how many there must be; nil for a multiple of eight, as the kernels want it.
  fileprivate func layer(
    _ name: String, _ taps: [Int], inputs: Int, outputs: Int? = nil
  ) throws(ModelError) -> InstrumentWeights.Layer {
    let found = shape("\(name).weights")?.last ?? 0
    let fitting = min(max(8, found / 8 * 8), InstrumentWeights.mostOutputs)
    let shape = taps + [inputs, outputs ?? fitting]
    return InstrumentWeights.Layer(
      shape: shape, values: try tensor("\(name).weights", shape: shape),
      bias: try tensor("\(name).biases", shape: [shape[shape.count - 1]]))
  }
}
