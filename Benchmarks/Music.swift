import AudioIO
import TranscriptionTypes
import Windowing

/// What is measured with: a recording of a guitar, as music makes a decoder work and noise does not.
struct Music {
  /// Samples at 22 050 Hz.
  let samples: [Float]

  /// Reads the example that comes with the sources.
  init() throws(AudioIOError) {
    samples = try AudioBuffer(
      contentsOf: Checkout.path("Examples/guitar.flac"), sampleRate: ModelConstants.sampleRate
    ).samples
  }

  /// The first windows of it, as the pipeline cuts them.
  func windows(count: Int) -> [[Float]] {
    var splitter = WindowSplitter()
    splitter.append(samples)
    splitter.finish()
    return (0..<count).compactMap { _ in splitter.next() }
  }

  /// Writes a 44.1 kHz stereo file of one minute, the recording over and over.
  static func writeMinute(to path: String) throws(AudioIOError) {
    let rate = 44_100.0
    let music = try AudioBuffer(
      contentsOf: Checkout.path("Examples/guitar.flac"), sampleRate: rate
    ).samples
    var writer = try AudioWriter(
      path: path, sampleRate: rate, channelCount: 2, format: .pcm16)
    let stereo = (0..<Int(60 * rate)).flatMap { frame in
      let sample = music[frame % music.count]
      return [sample, 0.9 * sample]
    }
    try writer.write(stereo)
    try writer.close()
  }
}

/// The folder of the sources.
enum Checkout {
  /// The model in it.
  static var modelPath: String { path("Models/icassp_2022.bpw") }

  /// A file of it.
  static func path(_ name: String, file: String = #filePath) -> String {
    let folders = file.split(separator: "/", omittingEmptySubsequences: false)
    return folders.dropLast(2).joined(separator: "/") + "/" + name
  }
}
