import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite struct StreamTests {
  /// Exact: the same decoder gets the same bytes.
  @Test(arguments: everyKind + ["untagged.mp3"])
  func pipesGiveTheSamplesOfFiles(name: String) throws {
    let path = Fixture.path("AudioIO/" + (name == "untagged.mp3" ? name : "stereo-\(name)"))
    let bytes = try Data(contentsOf: URL(filePath: path))
    let expected = try read(Recording(path: path))
    #expect(!expected.samples.isEmpty && expected.shortfall == nil)
    for blockLength in [1, 1000, 1 << 20] {
      let feed = try Feed(bytes, blockLength: blockLength)
      let found = try read(Recording(path: feed.path))
      #expect(found.samples == expected.samples && found.shortfall == nil)
    }
  }

  /// What ffmpeg, sox and a recorder that lost its power leave in a header.
  @Test(arguments: [
    (UInt32.max, UInt32.max), (0x7FFF_F024, 0x7FFF_F000), (0, 0), (0x8000_0024, 0x8000_0000),
  ])
  func waveWithoutALengthIsReadToItsEnd(riff: UInt32, data: UInt32) throws {
    let folder = try TemporaryFolder()
    var bytes = try Fixture.data("AudioIO/stereo-s16.wav")
    let expected = try read(Recording(path: Fixture.path("AudioIO/stereo-s16.wav"))).samples
    for (offset, length) in [(4, riff), (40, data)] {
      withUnsafeBytes(of: length.littleEndian) {
        bytes.replaceSubrange(offset..<offset + 4, with: $0)
      }
    }
    try bytes.write(to: URL(filePath: folder.file("x.wav")))
    let feed = try Feed(bytes)
    for path in [folder.file("x.wav"), feed.path] {
      let found = try read(Recording(path: path))
      #expect(found.samples == expected && found.shortfall == nil)
    }
  }

  /// librosa reads 0.7 s of it with libsndfile 1.2.
  @Test func untaggedMP3IsReadInFull() throws {
    let samples = try read(Recording(path: Fixture.path("AudioIO/untagged.mp3"))).samples
    // Five seconds, and the encoder's delay and last frame at the most.
    #expect((110_250...110_250 + 3 * 1152).contains(samples.count))
    let noise = samples.suffix(11_025).reduce(0) { $0 + $1 * $1 } / 11_025
    #expect(noise > 0.01)
  }

  @Test func picturesBeforeTheSoundAreSkipped() throws {
    let sound = try Fixture.data("AudioIO/stereo-layer3.mp3")
    // 3 MiB of tag: its length has seven bits in every byte.
    let length = 3 << 20
    let size = [21, 14, 7, 0].map { UInt8(length >> $0 & 0x7F) }
    let tagged = Data("ID3\u{4}\0\0".utf8) + size + Data(count: length) + sound
    let folder = try TemporaryFolder()
    try tagged.write(to: URL(filePath: folder.file("x.mp3")))
    let expected = try read(Recording(path: Fixture.path("AudioIO/stereo-layer3.mp3"))).samples
    let feed = try Feed(tagged, blockLength: 1 << 16)
    #expect(try read(Recording(path: feed.path)).samples == expected)
    #expect(try read(Recording(path: folder.file("x.mp3"))).samples == expected)
  }

  @Test func emptyPipeIsAnError() throws {
    let feed = try Feed(Data())
    let error = #expect(throws: AudioIOError.self) { try read(Recording(path: feed.path)) }
    #expect(error?.description == "cannot open '\(feed.path)': there is nothing in it")
  }

  @Test func streamsGoBackUntilReleased() throws {
    let feed = try Feed(Data(0..<200))
    guard let descriptor = Descriptor(path: feed.path) else { throw POSIXError(.ENOENT) }
    let stream = ByteStream(descriptor)
    #expect(stream.peek(3) == [0, 1, 2])
    #expect(stream.peek(1000).count == 200)
    stream.drop(100)
    #expect(stream.peek(2) == [100, 101])
    guard let file = stream.spooled() else { throw POSIXError(.ENOSPC) }
    #expect(file.bytes(at: 0, count: 1000) == Array(100..<200))
    #expect(stream.isAtEnd && stream.failure == nil)
  }
}
