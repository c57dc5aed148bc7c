import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite struct ContentTests {
  private func content(_ bytes: [UInt8]) -> Content { Content(head: bytes) }

  @Test func contentsAreKnownByTheirBeginning() throws {
    let expected: [(String, Content)] = [
      ("AudioIO/stereo-s16.wav", .wave), ("AudioIO/stereo-s16.aiff", .aiff),
      ("AudioIO/stereo-s16.flac", .flac), ("AudioIO/stereo-opus.ogg", .ogg),
      ("AudioIO/untagged.mp3", .mpeg(nil)), ("AudioIO/stereo-s16.caf", .other),
      ("README.md", .text), ("Recordings/voice.m4a", .other),
      ("Archives/plain.npz", .archive),
    ]
    for (name, content) in expected {
      #expect(Content(head: [UInt8](try Fixture.data(name).prefix(4096))) == content, "\(name)")
    }
    guard case .mpeg(let tag?) = content([UInt8](try Fixture.data("AudioIO/stereo-layer3.mp3")))
    else {
      Issue.record("no tag")
      return
    }
    #expect(tag.byteCount == 2818)
  }

  @Test func beginningsMayBeShort() {
    for count in 0..<12 {
      _ = content(Array("RIFF0000WAVE".utf8.prefix(count)))
      _ = content(Array([0xFF, 0xFB, 0x90, 0, 1, 2, 3, 4, 5, 6, 7, 8].prefix(count)))
      _ = content(Array(".snd".utf8.prefix(count)))
    }
    #expect(content([]) == .other)
    #expect(content(Array("#!/bin/sh\n".utf8)) == .text)
    #expect(content(Array("RIFF\0\0\0\0WAVE".utf8)) == .endlessWave)
    #expect(content(Array("RIFF\0\u{1}\0\0WAVE".utf8)) == .wave)
  }

  @Test func advancedAudioIsNoMP3() {
    #expect(content([0xFF, 0xF1, 0x50, 0x80, 0, 0]) == .other)
    #expect(content([0xFF, 0xFB, 0x90, 0x64, 0, 0]) == .mpeg(nil))
    #expect(content([0xFF, 0xFF, 0xFF, 0xFF, 0, 0]) == .other)
  }

  @Test func anyBytesHaveSomeContent() {
    var generator = SplitMix64(seed: 3)
    let beginnings = ["", "RIFF", "ID3", "OggS", "\u{FF}"].map { Array($0.utf8) }
    for round in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let head = beginnings[round % beginnings.count] + bytes
      _ = content(head)
      _ = content([0xFF, 0xFB, 0x90, 0x64] + bytes)
      #expect(Content.tagLength(head) >= 0)
    }
  }

  @Test func lastPagesAreSeenHoweverTheyCome() throws {
    let bytes = [UInt8](try Fixture.data("AudioIO/stereo-vorbis.ogg"))
    for blockLength in [1, 100, 5000, 100_000] {
      var end = OggEnd([])
      for start in stride(from: 0, to: bytes.count, by: blockLength) {
        #expect(!end.isLastPage || start > bytes.count - 65_536)
        end.append(bytes[start..<min(start + blockLength, bytes.count)])
        if blockLength == 1 { break }
      }
      #expect(end.isLastPage == (blockLength > 1))
    }
  }
}
