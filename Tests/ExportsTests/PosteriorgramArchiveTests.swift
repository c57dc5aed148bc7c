import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@testable import Exports

@Suite struct PosteriorgramArchiveTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func posteriorgrams(frameCount: Int) -> Posteriorgrams {
    var generator = SplitMix64(seed: 1)
    func random(_ binCount: Int) -> Posteriorgram {
      let count = frameCount * binCount
      let values = (0..<count).map { _ in Float.random(in: 0...1, using: &generator) }
      return Posteriorgram(values: values, binCount: binCount)
    }
    return Posteriorgrams(
      note: random(88), onset: random(88), contour: random(264), level: random(88),
      pitch: random(88))
  }

  /// The archive of frames that come in parts of so many.
  private func bytes(_ frames: Posteriorgrams, times: [Double], partLength: Int) throws -> Data {
    let path = folder.file("x.npz")
    var archive = try PosteriorgramArchive(to: OutputFile(path: path, overwriting: true))
    for start in stride(from: 0, to: frames.frameCount, by: partLength) {
      let range = start..<min(start + partLength, frames.frameCount)
      var part = Posteriorgrams()
      part.append(frames, range)
      try archive.append(part, times: Array(times[range]))
    }
    try archive.complete()
    try archive.commit()
    #expect(try folder.names() == ["x.npz"])
    return try Data(contentsOf: URL(filePath: path))
  }

  private func member(_ name: String, of archive: Data) throws -> Data {
    try #require(storedMember(name + ".npy", of: archive))
  }

  /// Byte for byte what `numpy.save` of NumPy 2.4 writes.
  @Test func headersAreNumPys() throws {
    let output = try OutputFile(path: folder.file("x"), overwriting: true)
    for (rowLength, count, shape, spaceCount) in [(3, 6, "(2, 3)", 58), (nil, 2, "(2,)", 60)] {
      var array = try ArrayFile(for: output, rowLength: rowLength)
      try array.append([Float](repeating: 0, count: count))
      let text = "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }"
      let padding = String(repeating: " ", count: spaceCount)
      let expected =
        [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0] + Array((text + padding + "\n").utf8)
      #expect(array.header == expected)
      #expect(array.byteCount == 128 + 4 * count)
    }
  }

  @Test func numbersAreLittleEndian() throws {
    let zeros = [Float](repeating: 0, count: 264)
    var frame = Posteriorgrams()
    frame.append(
      Posteriorgrams(
        note: Posteriorgram(values: [1, -2] + zeros[2..<88], binCount: 88),
        onset: Posteriorgram(values: Array(zeros[..<88]), binCount: 88),
        contour: Posteriorgram(values: zeros, binCount: 264)))
    let archive = try bytes(frame, times: [0.5], partLength: 1)
    let note = try [UInt8](member("note", of: archive))
    // What was not measured.
    #expect(archive.range(of: Data("level.npy".utf8)) == nil)
    #expect(archive.range(of: Data("pitch.npy".utf8)) == nil)
    #expect(note[128..<136] == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
    #expect(try [UInt8](member("times", of: archive).suffix(4)) == [0, 0, 0, 0x3F])
  }

  /// More than one piece holds, in parts of several lengths, read back by a reader of its own.
  @Test(arguments: [1, 142, 800])
  func posteriorgramsAreReadBack(partLength: Int) throws {
    let frames = posteriorgrams(frameCount: 800)
    let times = (0..<800).map { Double($0) / 86 }
    let archive = try bytes(frames, times: times, partLength: partLength)
    for (name, expected, shape) in [
      ("note", frames.note.values, [800, 88]), ("onset", frames.onset.values, [800, 88]),
      ("contour", frames.contour.values, [800, 264]),
      ("level", try #require(frames.level).values, [800, 88]),
      ("pitch", try #require(frames.pitch).values, [800, 88]),
      ("times", times.map { Float($0) }, [800]),
    ] {
      try member(name, of: archive).write(to: URL(filePath: folder.file(name)))
      let array = try TestSupport.NumPyArray(path: folder.file(name))
      #expect(array.shape == shape)
      #expect(array.values == expected)
      try FileManager.default.removeItem(atPath: folder.file(name))
    }
  }

  @Test func noFramesAreAllowed() throws {
    let archive = try bytes(Posteriorgrams(), times: [], partLength: 1)
    #expect(try member("note", of: archive).count == 128)
  }
}
