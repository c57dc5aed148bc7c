import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@testable import Exports

@Suite struct NumPyArchiveTests {
  private typealias NumPyArray = Exports.NumPyArray

  private func bytes(_ archive: NumPyArchive) throws -> Data {
    let folder = try TemporaryFolder()
    var output = try OutputFile(path: folder.file("x.npz"), overwriting: false)
    try archive.write(to: &output)
    try output.commit()
    return try Data(contentsOf: URL(filePath: folder.file("x.npz")))
  }

  /// A member's contents, found by its local header.
  private func member(_ name: String, of archive: Data) throws -> Data {
    let start = try #require(archive.range(of: Data((name + ".npy").utf8))).upperBound
    let size = archive[(start - name.utf8.count - 4 - 12)...].prefix(4)
    let count = size.reversed().reduce(0) { $0 << 8 | Int($1) }
    return archive[start...].prefix(count)
  }

  @Test func emptyArchiveIsOnlyAnEnd() throws {
    let empty: [UInt8] = [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18)
    #expect(try [UInt8](bytes(NumPyArchive([:]))) == empty)
  }

  /// Byte for byte what `numpy.save` of NumPy 2.4 writes.
  @Test func headersAreNumPys() {
    let headers = [
      (NumPyArray([Float](repeating: 0, count: 6), shape: [2, 3]), "'<f4'", "(2, 3)", 58),
      (NumPyArray([0.5, 1] as [Double], shape: [2]), "'<f8'", "(2,)", 60),
      (NumPyArray([1] as [Float], shape: []), "'<f4'", "()", 62),
    ]
    for (array, type, shape, spaceCount) in headers {
      let text = "{'descr': \(type), 'fortran_order': False, 'shape': \(shape), }"
      let padding = String(repeating: " ", count: spaceCount)
      let expected =
        [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0] + Array((text + padding + "\n").utf8)
      #expect(array.header == expected)
      #expect(array.header.count == 128)
    }
  }

  @Test func elementsAreLittleEndian() throws {
    let archive = try bytes(
      NumPyArchive([
        "f": NumPyArray([1, -2] as [Float], shape: [2]), "d": NumPyArray([1.5], shape: [1, 1]),
      ]))
    #expect(try [UInt8](member("f", of: archive).suffix(8)) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
    #expect(try [UInt8](member("d", of: archive).suffix(8)) == [0, 0, 0, 0, 0, 0, 0xF8, 0x3F])
  }

  /// More elements than one piece holds, read back by a reader of its own.
  @Test func posteriorgramsAreReadBack() throws {
    var generator = SplitMix64(seed: 1)
    let frameCount = 800
    func random(_ binCount: Int) -> Posteriorgram {
      let values = (0..<frameCount * binCount).map { _ in Float.random(in: 0...1, using: &generator)
      }
      return Posteriorgram(values: values, binCount: binCount)
    }
    let posteriorgrams = Posteriorgrams(note: random(88), onset: random(88), contour: random(264))
    let times = (0..<frameCount).map { Float($0) / 86 }
    let archive = try bytes(NumPyArchive(posteriorgrams, times: times))

    let folder = try TemporaryFolder()
    for (name, expected, shape) in [
      ("note", posteriorgrams.note.values, [frameCount, 88]),
      ("onset", posteriorgrams.onset.values, [frameCount, 88]),
      ("contour", posteriorgrams.contour.values, [frameCount, 264]),
      ("times", times, [frameCount]),
    ] {
      try member(name, of: archive).write(to: URL(filePath: folder.file(name)))
      let array = try TestSupport.NumPyArray(path: folder.file(name))
      #expect(array.shape == shape)
      #expect(array.values == expected)
    }
  }

  @Test func noFramesAreAllowed() throws {
    let empty = Posteriorgram(values: [], binCount: 88)
    let contour = Posteriorgram(values: [], binCount: 264)
    let posteriorgrams = Posteriorgrams(note: empty, onset: empty, contour: contour)
    #expect(try member("note", of: bytes(NumPyArchive(posteriorgrams, times: []))).count == 128)
  }
}
