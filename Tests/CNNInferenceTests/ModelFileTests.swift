import CNNInference
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct ModelFileTests {
  private static let path = "model.bpw"
  private static let firstEntry = 64

  private static func bytes() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: Fixture.model)))
  }

  /// The model with something changed and the checksum made to match.
  private static func altered(_ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
    var bytes = try bytes()
    change(&bytes)
    var crc = CRC32()
    crc.update(bytes.dropLast(4))
    withUnsafeBytes(of: crc.value.littleEndian) {
      bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: $0)
    }
    return bytes
  }

  private static func load(_ bytes: [UInt8]) throws(ModelError) {
    _ = try ModelWeights(bytes: bytes, path: path)
  }

  @Test func shippedModelHasTheChecksumItsReadmeGives() throws {
    let checksum = try ModelWeights(path: Fixture.model).checksum
    let readme = try String(
      contentsOf: URL(filePath: Fixture.model).deletingLastPathComponent().appending(
        path: "README.md"),
      encoding: .utf8)
    #expect(readme.contains(String(format: "%08x", checksum)))
  }

  @Test func missingFile() {
    #expect(
      throws: ModelError.cannotRead(path: "/nowhere.bpw", reason: "no such file or directory")
    ) {
      try ModelWeights(path: "/nowhere.bpw")
    }
  }

  @Test func anotherFormat() throws {
    #expect(throws: ModelError.notAModel(path: Self.path)) { try Self.load(Array("RIFF".utf8)) }
    let wrongMagic = try Self.altered { $0[0] ^= 1 }
    #expect(throws: ModelError.notAModel(path: Self.path)) { try Self.load(wrongMagic) }
  }

  @Test func laterVersion() throws {
    let later = try Self.altered { $0[8] = 2 }
    #expect(throws: ModelError.unknownVersion(path: Self.path, version: 2)) { try Self.load(later) }
  }

  @Test(arguments: [0, 1, 8, 63, 67, 68, 1000, 68_163])
  func truncatedAtAnyLength(count: Int) throws {
    let bytes = try Self.bytes()
    let expected = count < 68 ? 68 : bytes.count
    #expect(
      throws: ModelError.truncated(path: Self.path, expectedBytes: expected, actualBytes: count)
    ) { try Self.load(Array(bytes.prefix(count))) }
  }

  @Test func trailingBytes() throws {
    let bytes = try Self.bytes()
    #expect(
      throws: ModelError.trailingBytes(
        path: Self.path, expectedBytes: bytes.count, actualBytes: bytes.count + 1)
    ) { try Self.load(bytes + [0]) }
  }

  @Test func anyDamagedByteIsNoticed() throws {
    let bytes = try Self.bytes()
    var generator = SplitMix64(seed: 2)
    // The header byte by byte, then some of the rest.
    let places =
      Array(0..<64) + (0..<200).map { _ in Int.random(in: 64..<bytes.count, using: &generator) }
    for place in places {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      #expect(throws: ModelError.self, "byte \(place)") { try Self.load(damaged) }
    }
  }

  @Test func damagedWeightFailsTheChecksum() throws {
    var bytes = try Self.bytes()
    bytes[5000] ^= 1
    #expect(throws: ModelError.badChecksum(path: Self.path)) { try Self.load(bytes) }
  }

  @Test func missingTensor() throws {
    let renamed = try Self.altered { $0[Self.firstEntry] = UInt8(ascii: "k") }
    #expect(throws: ModelError.missingTensor(path: Self.path, tensor: "contour1.weight")) {
      try Self.load(renamed)
    }
  }

  @Test func wrongShape() throws {
    let reshaped = try Self.altered { $0[Self.firstEntry + 36] = 4 }
    #expect(
      throws: ModelError.wrongShape(
        path: Self.path, tensor: "contour1.weight", expected: [8, 8, 3, 39], actual: [4, 8, 3, 39])
    ) { try Self.load(reshaped) }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func nonFiniteValue(value: Float) throws {
    // Value 7 of the first tensor, behind the header and a table of 14.
    let offset = Self.firstEntry * 15 + 4 * 7
    let broken = try Self.altered { bytes in
      withUnsafeBytes(of: value.bitPattern.littleEndian) {
        bytes.replaceSubrange(offset..<offset + 4, with: $0)
      }
    }
    #expect(throws: ModelError.nonFiniteValue(path: Self.path, tensor: "contour1.weight", index: 7))
    {
      try Self.load(broken)
    }
  }

  @Test func tableThatPointsOutside() throws {
    // Offsets and shapes whose sums and products overflow included.
    for (place, value) in [(56, UInt8(0xFF)), (63, 0x7F), (63, 0xFF), (39, 0xFF)] {
      let broken = try Self.altered {
        $0[Self.firstEntry + place] = value; $0[Self.firstEntry + 58] = 0x7F
      }
      #expect(throws: ModelError.badTable(path: Self.path, tensor: "contour1.weight")) {
        try Self.load(broken)
      }
    }
    let manyEntries = try Self.altered { $0[15] = 0xFF }
    #expect(throws: ModelError.badTable(path: Self.path, tensor: "table")) {
      try Self.load(manyEntries)
    }
  }
}
