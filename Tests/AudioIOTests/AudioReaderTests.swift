import AudioIO
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct AudioReaderTests {
  private static let rate = ModelConstants.sampleRate

  private func read(
    _ path: String, sampleRate: Double = rate, blockLength: Int = 65_536
  ) throws -> [Float] {
    var reader = try AudioReader(
      Recording(path: path), sampleRate: sampleRate, blockLength: blockLength)
    var samples: [Float] = []
    while let block = try reader.next() {
      #expect(!block.isEmpty)
      samples += block
    }
    return samples
  }

  /// Writes frames as 32-bit floating point, so that they are read as they are.
  private func write(_ samples: [Float], channelCount: Int = 1, to path: String) throws {
    var writer = try AudioWriter(
      path: path, sampleRate: Self.rate, channelCount: channelCount, format: .float32)
    try writer.write(samples)
    try writer.close()
  }

  @Test(arguments: [
    "u8.wav", "s16.wav", "s24.wav", "s32.wav", "f32.wav", "f64.wav", "s8.aiff", "s16.aiff",
    "s16.flac", "s24.flac", "s16.caf", "alac.caf",
  ])
  func losslessSamplesAreLibrosas(name: String) throws {
    let expected = try NumPyArray(fixture: "AudioIO/stereo-\(name).npy").values
    let path = Fixture.path("AudioIO/stereo-\(name)")
    for blockLength in [1, 7, 1000, 65_536] {
      #expect(try read(path, blockLength: blockLength) == expected, "in blocks of \(blockLength)")
    }
    #expect(try AudioBuffer(contentsOf: path, sampleRate: Self.rate).samples == expected)
  }

  /// Decoders of these formats compute in single precision, each version in another order: a few
  /// roundings of 6e-8 at full scale. Measured between libsndfile 1.2.0 and 1.2.2: 1.5e-7.
  @Test(arguments: ["vorbis.ogg", "opus.ogg", "layer3.mp3"])
  func lossySamplesAreCloseToLibrosas(name: String) throws {
    let expected = try NumPyArray(fixture: "AudioIO/stereo-\(name).npy").values
    let samples = try read(Fixture.path("AudioIO/stereo-\(name)"))
    #expect(samples.count == expected.count)
    for (sample, reference) in zip(samples, expected) { #expect(abs(sample - reference) < 1e-6) }
  }

  @Test func fileWithoutFramesHasNoSamples() throws {
    let folder = try TemporaryFolder()
    try write([], to: folder.file("empty.wav"))
    for rate in [Self.rate, 48_000] {
      var reader = try AudioReader(Recording(path: folder.file("empty.wav")), sampleRate: rate)
      #expect(try reader.next() == nil)
      #expect(try reader.next() == nil)
    }
  }

  @Test func samplesBeyondFullScaleAreKept() throws {
    let folder = try TemporaryFolder()
    try write([2, -3.5], to: folder.file("loud.wav"))
    #expect(try read(folder.file("loud.wav")) == [2, -3.5])
  }

  @Test(arguments: [
    (Float.nan, "a sample that is not a number"), (.infinity, "an infinite sample"),
    (-.infinity, "an infinite sample"),
  ])
  func firstSampleThatIsNotFiniteIsNamed(value: Float, words: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.wav")
    var samples = [Float](repeating: 0.25, count: 6000)
    samples[2 * 2205 + 1] = value
    samples[2 * 2500] = .nan
    try write(samples, channelCount: 2, to: path)
    let error = #expect(throws: AudioIOError.self) { try read(path, blockLength: 1000) }
    #expect(error?.description == "'\(path)' has \(words) at frame 2205 (0.100 s), channel 2")
  }

  /// Resampled, or squared, they would become infinite; the sum of the last two is.
  @Test(arguments: [[Float(1e15), 1e15], [-3e38, 1], [3e38, 3e38]])
  func samplesTooLargeForAnySoundAreAnError(frame: [Float]) throws {
    let folder = try TemporaryFolder()
    try write([0, 0] + frame, channelCount: 2, to: folder.file("x.wav"))
    let expected = AudioIOError.tooLarge(
      path: folder.file("x.wav"), frame: 1, seconds: 1 / Self.rate)
    let error = #expect(throws: expected) { try read(folder.file("x.wav")) }
    #expect(
      error?.description
        == "'\(folder.file("x.wav"))' has samples too large to work with at frame 1"
        + " (0.000 s)")
  }

  /// At another rate than the network's.
  @Test func samplesFarBeyondFullScaleStayFinite() throws {
    let folder = try TemporaryFolder()
    let square = (0..<8000).map { $0 / 100 % 2 == 0 ? Float(9e14) : -9e14 }
    try write(square, to: folder.file("x.wav"))
    let samples = try read(folder.file("x.wav"), sampleRate: 16_000)
    #expect(samples.allSatisfy(\.isFinite) && samples.contains { $0 > 9e14 })
  }

  @Test func headerMayClaimMoreThanThereIs() throws {
    let folder = try TemporaryFolder()
    var bytes = try Fixture.data("AudioIO/stereo-s16.wav")
    bytes.replaceSubrange(40..<44, with: [0xF0, 0xFF, 0xFF, 0xFF])
    try bytes.write(to: URL(filePath: folder.file("x.wav")))
    let expected = try NumPyArray(fixture: "AudioIO/stereo-s16.wav.npy").values
    #expect(try read(folder.file("x.wav")) == expected)
  }

  @Test func cutWaveIsReadAsFarAsItGoes() throws {
    let folder = try TemporaryFolder()
    let bytes = try Fixture.data("AudioIO/stereo-s16.wav").prefix(44 + 4 * 1000 + 3)
    try bytes.write(to: URL(filePath: folder.file("x.wav")))
    #expect(try read(folder.file("x.wav"), sampleRate: 44_100).count == 1000)
  }

  @Test func filesThatDoNotOpenSayWhy() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(filePath: folder.file("empty.wav")))
    try Data(repeating: 0x61, count: 100).write(to: URL(filePath: folder.file("text.wav")))
    let reasons = [
      ("none.wav", "cannot open '%': no such file or directory"),
      ("text.wav/x.wav", "cannot open '%': not a directory"),
      (".", "cannot open '%': it is a folder"),
      ("../../../dev/null", "cannot open '%': it is a device"),
      ("empty.wav", "cannot open '%': the file is empty"),
      ("text.wav", "cannot read '%' as audio: it is text"),
    ]
    for (name, message) in reasons {
      let path = name.hasSuffix("null") ? "/dev/null" : folder.file(name)
      let error = #expect(throws: AudioIOError.self) { try read(path) }
      #expect(error?.description == message.replacingOccurrences(of: "%", with: path))
    }
  }

  @Test func librariesTellTheirVersions() {
    #expect(AudioLibraries.soundFileVersion.hasPrefix("libsndfile-1."))
    #expect(AudioLibraries.resamplerVersion.hasPrefix("libsoxr-0."))
  }
}

@Suite struct TinySampleTests {
  @Test func samplesTooSmallToMatterBecomeSilence() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("tiny.wav")
    var writer = try AudioWriter(
      path: path, sampleRate: 22_050, channelCount: 1, format: .float32)
    try writer.write([1e-36, -9e-19, 1e-45, 1.1e-18, -0.5, 0])
    try writer.close()
    let samples = try AudioBuffer(contentsOf: path, sampleRate: 22_050).samples
    #expect(samples == [0, 0, 0, 1.1e-18, -0.5, 0])
  }
}
