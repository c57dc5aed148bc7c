import AudioIO
import Foundation
import TestSupport
import Testing

@Suite struct RecordingTests {
  private func recording(_ name: String) -> Recording {
    Recording(path: Fixture.path("AudioIO/stereo-\(name)"))
  }

  /// Exact: a jump must not be heard, and a file of 48 kHz has its frames elsewhere.
  @Test(arguments: everyKind)
  func excerptsAreCutToTheFrame(name: String) throws {
    let rate = name == "opus.ogg" ? 48_000.0 : 44_100.0
    let whole = try read(recording(name), sampleRate: rate).samples
    for (start, duration) in [(0.0, 0.01), (0.012345, 0.02), (0.03, 60), (0.001, 0)] {
      let first = Int((start * rate).rounded())
      let count = min(Int((duration * rate).rounded()), whole.count - first)
      var part = recording(name)
      part.start = start
      part.duration = duration
      let found = try read(part, sampleRate: rate, blockLength: 100)
      #expect(found.samples == Array(whole[first..<first + count]))
      #expect(found.shortfall == nil)
    }
  }

  @Test func resamplingBeginsWithTheExcerpt() throws {
    var part = recording("f32.wav")
    let whole = try read(part, sampleRate: 44_100).samples
    part.start = 0.01
    part.duration = 0.03
    let folder = try TemporaryFolder()
    var writer = try AudioWriter(
      path: folder.file("cut.wav"), sampleRate: 44_100, channelCount: 1, format: .float32)
    try writer.write(Array(whole[441..<441 + 1323]))
    try writer.close()
    #expect(
      try read(part).samples == read(Recording(path: folder.file("cut.wav"))).samples)
  }

  @Test(arguments: ["s16.wav", "vorbis.ogg", "layer3.mp3"])
  func startBehindTheEndIsAnError(name: String) throws {
    for start in [0.05, 3.0, 1e300] {
      var part = recording(name)
      part.start = start
      let error = #expect(throws: AudioIOError.self) { try read(part) }
      #expect(error?.description.contains("' has 0.050 s, nothing at ") == true)
    }
  }

  @Test func channelsAreHeardAlone() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.wav")
    var writer = try AudioWriter(path: path, sampleRate: 44_100, channelCount: 3, format: .float32)
    try writer.write([1, 2, 3, 4, 5, .nan])
    try writer.close()
    var part = Recording(path: path)
    for (channel, samples) in [(1, [1, 4]), (2, [2, 5])] as [(Int, [Float])] {
      part.channel = .only(channel)
      #expect(try read(part, sampleRate: 44_100).samples == samples)
    }
    part.channel = .only(3)
    let error = AudioIOError.notFinite(
      path: path, isNaN: true, frame: 1, seconds: 1 / 44_100, channel: 3)
    #expect(throws: error) { try read(part) }
    part.channel = .only(4)
    #expect(throws: AudioIOError.noSuchChannel(path: path, channel: 4, channelCount: 3)) {
      try read(part)
    }
  }

  @Test(arguments: [
    (RawFormat.Encoding.s8, [0x40, 0xC0]), (.u8, [0xC0, 0x40]), (.s16, [0, 0x40, 0, 0xC0]),
    (.s16be, [0x40, 0, 0xC0, 0]), (.s24, [0, 0, 0x40, 0, 0, 0xC0]),
    (.s24be, [0x40, 0, 0, 0xC0, 0, 0]), (.s32, [0, 0, 0, 0x40, 0, 0, 0, 0xC0]),
    (.s32be, [0x40, 0, 0, 0, 0xC0, 0, 0, 0]), (.f32, [0, 0, 0, 0x3F, 0, 0, 0, 0xBF]),
    (.f32be, [0x3F, 0, 0, 0, 0xBF, 0, 0, 0]),
    (.f64, [0, 0, 0, 0, 0, 0, 0xE0, 0x3F, 0, 0, 0, 0, 0, 0, 0xE0, 0xBF]),
    (.f64be, [0x3F, 0xE0, 0, 0, 0, 0, 0, 0, 0xBF, 0xE0, 0, 0, 0, 0, 0, 0]),
  ])
  func samplesWithoutAHeaderAreRead(encoding: RawFormat.Encoding, bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(filePath: folder.file("x")))
    let feed = try Feed(Data(bytes))
    for path in [folder.file("x"), feed.path] {
      var raw = Recording(path: path)
      raw.raw = RawFormat(sampleRate: 8000, channelCount: 1, encoding: encoding)
      #expect(try read(raw, sampleRate: 8000).samples == [0.5, -0.5])
    }
    var stereo = Recording(path: folder.file("x"))
    stereo.raw = RawFormat(sampleRate: 8000, channelCount: 2, encoding: encoding)
    #expect(try read(stereo, sampleRate: 8000).samples == [0])
  }
}
