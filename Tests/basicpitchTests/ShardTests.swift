import TestSupport
import Testing

@testable import basicpitch

@Suite struct ShardTests {
  @Test(arguments: [("1/1", 1, 1), ("2/8", 2, 8), ("8/8", 8, 8), ("007/010", 7, 10)])
  func sharesAreRead(text: String, number: Int, count: Int) {
    #expect(Shard(text) == Shard(number, of: count))
  }

  @Test(arguments: [
    "0/3", "4/3", "a/b", "", "/", "1", "1/", "/3", "1/0", "0/0", "-1/3", "+1/3", "1/2/3", " 1/3",
    "1.0/3", "1/99999999999999999999", "١/٣",
  ])
  func otherThingsAreNoShares(text: String) {
    #expect(Shard(text) == nil)
  }

  private func shares(of key: String, among count: Int) -> [Int] {
    let recording = FoundRecording(path: key, place: key, key: key)
    return (1...count).filter { Shard($0, of: count).includes(recording) }
  }

  /// What another implementation of the two hashes says, in Python: whoever runs half of the shares
  /// with one release and half with the next must lose nothing.
  @Test(arguments: [
    ("a.wav", [2, 1, 4, 52]), ("live/a.wav", [1, 1, 5, 65]), ("01/01.wav", [2, 2, 6, 54]),
    ("02/02.wav", [2, 2, 2, 94]), ("Ärger/größer.flac", [1, 2, 3, 27]),
  ])
  func whatIsInWhichShareNeverChanges(key: String, numbers: [Int]) {
    #expect(zip([2, 3, 8, 100], numbers).allSatisfy { shares(of: key, among: $0) == [$1] })
  }

  @Test func everyRecordingIsInExactlyOneShare() {
    var generator = SplitMix64(seed: 0)
    for _ in 0..<2000 {
      let length = Int.random(in: 0...40, using: &generator)
      let bytes = (0..<length).map { _ in UInt8.random(in: 1...255, using: &generator) }
      let count = Int.random(in: 1...60, using: &generator)
      #expect(shares(of: String(path: bytes), among: count).count == 1, "\(bytes) among \(count)")
    }
  }

  @Test func whatIsNotToBeFoundIsInAllShares() {
    let recording = FoundRecording(path: "a", place: "a", key: nil)
    #expect((1...5).allSatisfy { Shard($0, of: 5).includes(recording) })
  }

  /// How people call their recordings.
  private static let collections: [(name: String, keys: [String])] = [
    ("tracks", (0..<2000).map { "track-\($0).wav" }),
    ("equal numbers", (1...999).map { "\($0)/\($0).wav" }),
    ("albums", (1...80).flatMap { album in (1...15).map { "cd \(album)/\($0) - song.flac" } }),
    (
      "stems",
      (0..<400).flatMap { song in
        ["bass", "drums", "other", "vocals"].map { "song\(song)/\($0).wav" }
      }
    ),
    (
      "days",
      (1...12).flatMap { month in
        (1...28).flatMap { day in
          (0..<4).map { "2024-\(month)-\(day)/take\($0).aiff" }
        }
      }
    ),
    (
      "long folders",
      (0..<1500).map {
        "archive/of/everything/that/was/recorded/\($0 % 7)/\($0)/mixture.wav"
      }
    ),
  ]

  @Test(arguments: collections, [2, 3, 4, 7, 8, 10, 16, 64])
  func sharesAreAboutAsLarge(collection: (name: String, keys: [String]), count: Int) {
    var sizes = [Int](repeating: 0, count: count)
    for key in collection.keys { sizes[shares(of: key, among: count)[0] - 1] += 1 }
    let mean = Double(collection.keys.count) / Double(count)
    // Dice that are fair differ by 5 standard deviations once in two million throws.
    let most = 5 * (mean * (1 - 1 / Double(count))).squareRoot()
    #expect(sizes.allSatisfy { abs(Double($0) - mean) < most }, "\(collection.name): \(sizes)")
  }
}
