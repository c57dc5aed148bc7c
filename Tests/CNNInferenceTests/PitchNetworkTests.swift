import Arithmetic
import CNNInference
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct PitchNetworkTests {
  private static func fixture(_ name: String) throws -> NumPyArray {
    try NumPyArray(fixture: "Model/\(name).npy")
  }

  private static func spectrogram() throws -> Spectrogram {
    let array = try fixture("spectrogram")
    return Spectrogram(values: array.values, binCount: array.shape[0], frameCount: array.shape[1])
  }

  private static func expectMatch(
    _ result: Posteriorgrams, _ name: KeyPath<Posteriorgrams, Posteriorgram>, _ fixture: String,
    tolerance: Float
  ) throws {
    let expected = try Self.fixture(fixture)
    #expect([result.frameCount, result[keyPath: name].binCount] == expected.shape)
    #expect(largestDifference(result[keyPath: name].values, expected.values) < tolerance)
  }

  // Sums of some hundred terms of size 1, reordered, differ by a few units of 6e-8 before the
  // sigmoid, which flattens differences by 4.
  private static let tolerance: Float = 3e-6

  @Test(arguments: InstructionSet.available)
  func realMusicGivesTheReferencesPosteriorgrams(instructionSet: InstructionSet) throws {
    let network = PitchNetwork(
      try ModelWeights(path: Fixture.model), arithmetic: Arithmetic(instructionSet))
    let result = network.infer(try Self.spectrogram(), in: .init())
    try Self.expectMatch(result, \.contour, "contour", tolerance: Self.tolerance)
    try Self.expectMatch(result, \.note, "note", tolerance: Self.tolerance)
    try Self.expectMatch(result, \.onset, "onset", tolerance: Self.tolerance)
  }

  @Test func scalarDefinitionIsTheReference() throws {
    let network = ScalarNetwork(try ModelWeights(path: Fixture.model))
    let result = network.infer(try Self.spectrogram())
    try Self.expectMatch(result, \.contour, "contour", tolerance: Self.tolerance)
    try Self.expectMatch(result, \.note, "note", tolerance: Self.tolerance)
    try Self.expectMatch(result, \.onset, "onset", tolerance: Self.tolerance)
  }

  /// Noise up to every edge of the image, where real music has little.
  @Test(arguments: InstructionSet.available)
  func simdMatchesScalarDefinitionOnNoise(instructionSet: InstructionSet) throws {
    var generator = SplitMix64(seed: 1)
    let noise = Spectrogram(
      values: (0..<309 * 172).map { _ in Float.random(in: 0...1, using: &generator) },
      binCount: 309, frameCount: 172)
    let weights = try ModelWeights(path: Fixture.model)
    let expected = ScalarNetwork(weights).infer(noise)
    let result = PitchNetwork(weights, arithmetic: Arithmetic(instructionSet)).infer(
      noise, in: .init())
    #expect(largestDifference(result.contour.values, expected.contour.values) < Self.tolerance)
    #expect(largestDifference(result.note.values, expected.note.values) < Self.tolerance)
    #expect(largestDifference(result.onset.values, expected.onset.values) < Self.tolerance)
  }

  @Test(arguments: InstructionSet.available)
  func workspaceCarriesNothingOver(instructionSet: InstructionSet) throws {
    let network = PitchNetwork(
      try ModelWeights(path: Fixture.model), arithmetic: Arithmetic(instructionSet))
    let spectrogram = try Self.spectrogram()
    let loud = Spectrogram(
      values: .init(repeating: 5, count: 309 * 172), binCount: 309, frameCount: 172)
    let workspace = PitchNetwork.Workspace()
    _ = network.infer(loud, in: workspace)
    #expect(network.infer(spectrogram, in: workspace) == network.infer(spectrogram, in: .init()))
  }

  @Test func everyLayerSaysWhenItIsDone() throws {
    let network = PitchNetwork(try ModelWeights(path: Fixture.model), arithmetic: try Arithmetic())
    var layers: [PitchNetwork.Layer] = []
    _ = network.infer(try Self.spectrogram(), in: .init()) { layers.append($0) }
    #expect(layers == PitchNetwork.Layer.allCases)
    // 2 · bins · 172 frames · Σ inputs · taps, worked out by hand from the shapes in Models/README.md.
    #expect(layers.map(\.operationCount).reduce(0, +) == 968_734_272)
  }
}
