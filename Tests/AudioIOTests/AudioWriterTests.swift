import AudioIO
import Foundation
import TestSupport
import Testing

@Suite struct AudioWriterTests {
  /// The bytes of a file written in one go.
  private func bytes(
    _ samples: [Float], channelCount: Int = 1, format: AudioWriter.SampleFormat
  ) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    var writer = try AudioWriter(
      path: folder.file("x.wav"), sampleRate: 44_100, channelCount: channelCount, format: format)
    try writer.write(samples)
    try writer.close()
    return try [UInt8](Data(contentsOf: URL(filePath: folder.file("x.wav"))))
  }

  @Test func pcm16IsThePlainestWave() throws {
    let expected: [UInt8] =
      Array("RIFF".utf8) + [44, 0, 0, 0] + Array("WAVEfmt ".utf8) + [16, 0, 0, 0]
      + [1, 0, 2, 0, 0x44, 0xAC, 0, 0, 0x10, 0xB1, 2, 0, 4, 0, 16, 0]
      + Array("data".utf8) + [8, 0, 0, 0] + [0, 0, 0xFF, 0x7F, 0, 0x40, 0, 0x80]
    #expect(try bytes([0, 1, 0.5, -1], channelCount: 2, format: .pcm16) == expected)
  }

  @Test func integersClipInsteadOfWrapping() throws {
    #expect(
      try bytes([1.5, -1.5, 100, -100], format: .pcm16).suffix(8)
        == [0xFF, 0x7F, 0, 0x80, 0xFF, 0x7F, 0, 0x80])
    #expect(try bytes([1.5, -1.5], format: .pcm24).suffix(6) == [0xFF, 0xFF, 0x7F, 0, 0, 0x80])
  }

  @Test func equalSamplesMakeEqualFiles() throws {
    for format in AudioWriter.SampleFormat.allCases {
      let first = try bytes([0.5, 0.25], format: format)
      #expect(try bytes([0.5, 0.25], format: format) == first)
      #expect(Data(first).range(of: Data("PEAK".utf8)) == nil)
    }
  }

  /// libsndfile rounds down to a step of the integers, after a product in single precision.
  @Test(arguments: [
    (AudioWriter.SampleFormat.pcm16, Float(1.5 / 32_768)), (.pcm24, 1.5 / 8_388_608), (.float32, 0),
  ])
  func readingUndoesWriting(format: AudioWriter.SampleFormat, tolerance: Float) throws {
    let noise = try NumPyArray(fixture: "AudioIO/noise.npy").values
    let folder = try TemporaryFolder()
    var writer = try AudioWriter(
      path: folder.file("x.wav"), sampleRate: 22_050, channelCount: 1, format: format)
    for start in stride(from: 0, to: noise.count, by: 100) {
      try writer.write(Array(noise[start..<min(start + 100, noise.count)]))
    }
    try writer.close()
    var reader = try AudioReader(Recording(path: folder.file("x.wav")), sampleRate: 22_050)
    let samples = try #require(try reader.next())
    #expect(samples.count == noise.count)
    for (sample, original) in zip(samples, noise) { #expect(abs(sample - original) <= tolerance) }
  }

  @Test func missingFolderIsAnError() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("none/x.wav")
    let error = #expect(throws: AudioIOError.self) {
      _ = try AudioWriter(path: path, sampleRate: 44_100, channelCount: 1, format: .pcm16)
    }
    #expect(error?.description == "cannot create '\(path)': no such file or directory")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDiskIsAnError() {
    let error = #expect(throws: AudioIOError.self) {
      var writer = try AudioWriter(
        path: "/dev/full", sampleRate: 44_100, channelCount: 1, format: .pcm16)
      try writer.write([Float](repeating: 0.5, count: 100_000))
      try writer.close()
    }
    #expect(error?.description == "cannot write '/dev/full': no space left on device")
  }
}
