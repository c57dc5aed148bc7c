/// A sound file read from beginning to end as mono samples at a wanted rate.
///
/// Memory does not grow with the length of the file, and nothing is sized by what its header
/// claims. For equal decoded samples, the blocks joined are bit for bit what the reference's
/// `librosa.load(path, sr=sampleRate, mono=True)` returns (librosa 0.11).
public struct AudioReader: ~Copyable {
  private let path: String
  private var file: SoundFile
  private let mean: MonoMean
  private var resampler: Resampler
  private var frames: [Float]
  private var frameCount = 0
  private var mono: ArraySlice<Float> = []
  private var isAtEnd = false

  /// Opens a file in any format of libsndfile: WAV, AIFF, FLAC, Ogg, Opus, MP3, CAF and more.
  ///
  /// - Parameter sampleRate: The rate of the samples to return, in hertz.
  /// - Precondition: `sampleRate > 0`.
  /// - Throws: `cannotOpen`, `unknownFormat` or `cannotResample`.
  public init(path: String, sampleRate: Double) throws(AudioIOError) {
    try self.init(path: path, sampleRate: sampleRate, blockLength: 65_536)
  }

  /// - Parameter blockLength: Samples of all channels together to decode at a time; the result
  ///   does not depend on it.
  package init(path: String, sampleRate: Double, blockLength: Int) throws(AudioIOError) {
    let file = try SoundFile(readingFrom: path)
    resampler = try Resampler(from: Double(file.sampleRate), to: sampleRate)
    mean = MonoMean(channelCount: file.channelCount)
    let framesPerBlock = max(1, blockLength / file.channelCount)
    frames = Array(repeating: 0, count: framesPerBlock * file.channelCount)
    self.file = file
    self.path = path
  }

  /// Returns the next samples, of any number but 0; `nil` at the end.
  ///
  /// - Throws: `cannotDecode`, `notFinite`, `channelSumOverflows` or `cannotResample`. What comes
  ///   after an error is of no use.
  public mutating func next() throws(AudioIOError) -> [Float]? {
    while true {
      if mono.isEmpty && !isAtEnd { try readFrames() }
      let block = isAtEnd ? try resampler.flush() : try resampler.process(&mono)
      if !block.isEmpty { return block }
      if isAtEnd { return nil }
    }
  }

  /// Decodes a block of the file, or notes that there is none.
  private mutating func readFrames() throws(AudioIOError) {
    let (count, failure) = file.read(into: &frames)
    if let failure { throw .cannotDecode(path: path, reason: failure) }
    var samples = mean.mix(frames[..<(count * file.channelCount)])
    guard samples.checkAndSilence() else {
      throw explanation(ofFrame: samples.firstIndex { !$0.isFinite } ?? 0)
    }
    mono = samples[...]
    frameCount += count
    isAtEnd = count == 0
  }

  /// Finds the channel that made the mean of a frame of this block other than finite.
  private func explanation(ofFrame index: Int) -> AudioIOError {
    let frame = frameCount + index
    let seconds = Double(frame) / Double(file.sampleRate)
    let samples = frames[(index * file.channelCount)..<((index + 1) * file.channelCount)]
    guard let bad = samples.firstIndex(where: { !$0.isFinite }) else {
      return .channelSumOverflows(path: path, frame: frame, seconds: seconds)
    }
    return .notFinite(
      path: path, isNaN: samples[bad].isNaN, frame: frame, seconds: seconds,
      channel: bad - samples.startIndex + 1)
  }
}
