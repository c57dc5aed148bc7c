import AudioIO
import Foundation
import TestSupport
import Testing

/// Recordings that are not whole.
@Suite struct ShortfallTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A recording of 5 s in a lossy or lossless form, cut or overwritten from some point on.
  private func damaged(
    _ name: String, keeping share: Double, overwriting: Int = 0
  ) throws -> (file: Recording, bytes: Data) {
    var bytes = try Fixture.data(name)
    let point = Int(Double(bytes.count) * share)
    if overwriting > 0 {
      bytes.replaceSubrange(point..<point + overwriting, with: Data(count: overwriting))
    } else {
      bytes = bytes.prefix(point)
    }
    let path = folder.file("x")
    try bytes.write(to: URL(filePath: path))
    return (Recording(path: path), bytes)
  }

  @Test(arguments: [
    "AudioIO/stereo-s16.wav", "AudioIO/stereo-s24.wav", "AudioIO/stereo-s16.aiff",
    "Recordings/voice.flac", "Recordings/epiano.mp3", "Recordings/band.wav",
  ])
  func cutRecordingsAreReadAsFarAsTheyGo(name: String) throws {
    let whole = try read(Recording(path: Fixture.path(name)), sampleRate: 44_100)
    #expect(whole.shortfall == nil)
    let (file, bytes) = try damaged(name, keeping: 0.6)
    let feed = try Feed(bytes)
    for recording in [file, Recording(path: feed.path)] {
      let found = try read(recording, sampleRate: 44_100)
      let shortfall = try #require(found.shortfall)
      // Headers and tags take their share, and blocks are lost whole.
      #expect(abs(shortfall.seconds / (Double(whole.samples.count) / 44_100) - 0.6) < 0.1)
      let announced = try #require(shortfall.announcedSeconds)
      #expect(abs(announced - Double(whole.samples.count) / 44_100) < 0.03)
      // Where the rest is missing, the resampler has zeros to look at.
      let count = max(0, found.samples.count - 2000)
      #expect(found.samples.prefix(count) == whole.samples.prefix(count))
    }
    var strict = file
    strict.mustBeWhole = true
    let error = #expect(throws: AudioIOError.self) { try read(strict) }
    guard case .notWhole = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func cutOggLacksItsLastPage() throws {
    let (file, bytes) = try damaged("AudioIO/stereo-vorbis.ogg", keeping: 0.95)
    let feed = try Feed(bytes)
    for recording in [file, Recording(path: feed.path)] {
      let found = try read(recording).shortfall
      #expect(found?.announcedSeconds == nil && found?.reason == nil && found != nil)
    }
  }

  @Test func damageEndsAFLACFile() throws {
    let (file, _) = try damaged("Recordings/voice.flac", keeping: 0.5, overwriting: 1000)
    let found = try read(file)
    let shortfall = try #require(found.shortfall)
    #expect(shortfall.reason?.hasPrefix("flac decoder") == true)
    #expect(shortfall.description.hasPrefix("is damaged after 2."))
    #expect(abs(Double(found.samples.count) / 22_050 - shortfall.seconds) < 0.001)
  }

  @Test func partsBeforeTheDamageAreWhole() throws {
    var (file, _) = try damaged("Recordings/voice.flac", keeping: 0.5, overwriting: 1000)
    file.duration = 2
    file.mustBeWhole = true
    #expect(try read(file).samples.count == 44_100)
  }

  @Test func aJumpOverTheDamageFindsTheRest() throws {
    var (file, _) = try damaged("Recordings/voice.flac", keeping: 0.5, overwriting: 1000)
    var whole = Recording(path: Fixture.path("Recordings/voice.flac"))
    file.start = 4
    whole.start = 4
    let found = try read(file)
    #expect(try found.samples == read(whole).samples && found.shortfall == nil)
  }

  @Test func soundlessDamageIsAnError() throws {
    let (file, _) = try damaged("Recordings/voice.flac", keeping: 0.01)
    #expect(throws: AudioIOError.self) { try read(file) }
  }
}
