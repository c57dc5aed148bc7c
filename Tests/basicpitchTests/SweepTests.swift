import Testing

@testable import basicpitch

@Suite struct SweepTests {
  @Test(arguments: [
    ("a=0.3:0.7:0.1", ["0.3", "0.4", "0.5", "0.6", "0.7"]),
    ("a=0.30:0.4:0.05", ["0.3", "0.35", "0.4"]),
    ("a=1:2:0.4", ["1", "1.4", "1.8"]), ("--a=10:30:10", ["10", "20", "30"]),
    ("a=.5:.5:1", ["0.5"]), ("a=0:0.003:0.001", ["0", "0.001", "0.002", "0.003"]),
    ("a=0.5,0.25,0.50", ["0.5", "0.25"]), ("a=007", ["7"]),
  ])
  func valuesAreExact(text: String, values: [String]) {
    #expect(Sweep(text)?.values == values)
    #expect(Sweep(text)?.option == "a")
  }

  @Test(arguments: [
    "", "a", "a=", "=1", "a=1:2", "a=1:2:0", "a=2:1:1", "a=1:2:3:4", "a=1,,2", "a=1e3", "a=-1",
    "a=1:2:-1", "a=0.1.2", "a=1234567890", "a=.", "a=x:y:z", "a=:1:1", "a=nan",
  ])
  func otherTextIsRefused(text: String) {
    #expect(Sweep(text) == nil)
  }

  @Test func labelsAreNamesAndValues() {
    #expect(Sweep("onset-threshold=0.3,1")?.labels == ["onset-threshold=0.3", "onset-threshold=1"])
  }

  /// The last sweep runs fastest.
  @Test func variantsAreAllPairs() throws {
    var arguments = TranscribeArguments(inputs: ["a"])
    arguments.sweeps = try [
      #require(Sweep("onset-threshold=0.3,0.4")), #require(Sweep("max-polyphony=1:2:1")),
    ]
    let variants = arguments.variants
    #expect(
      variants.map(\.label) == [
        "onset-threshold=0.3,max-polyphony=1", "onset-threshold=0.3,max-polyphony=2",
        "onset-threshold=0.4,max-polyphony=1", "onset-threshold=0.4,max-polyphony=2",
      ])
    #expect(variants.map(\.arguments.onsetThreshold) == [0.3, 0.3, 0.4, 0.4])
    #expect(variants.map(\.arguments.maxPolyphony) == [1, 2, 1, 2])
  }

  @Test func withoutASweepThereIsOneVariant() {
    let arguments = TranscribeArguments(inputs: ["a"])
    #expect(arguments.variants == [Variant(label: "", arguments: arguments)])
  }
}
