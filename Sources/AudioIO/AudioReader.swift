/// A recording read from beginning to end as mono samples at a wanted rate.
///
/// Memory does not grow with the length of the file, and nothing is sized by what its header
/// claims. For equal decoded samples, the blocks joined are bit for bit what the reference's
/// `librosa.load(path, sr=sampleRate, mono=True)` returns (librosa 0.11).
public struct AudioReader: ~Copyable {
  private let recording: Recording
  private var file: SoundInput
  private let mean: MonoMean
  private var resampler: Resampler
  private var frames: [Float]
  /// Frames read or left out so far.
  private var frameCount = 0
  /// Frames wanted that are still to be read.
  private var wantedFrames = Int.max
  private var mono: ArraySlice<Float> = []
  private var isAtEnd = false

  /// How the recording ended before its time, once it has.
  public private(set) var shortfall: Shortfall?

  /// Opens a recording: WAV, AIFF, FLAC, Ogg, Opus, MP3, CAF and more through libsndfile, the rest
  /// through ffmpeg if that is installed.
  ///
  /// - Parameter sampleRate: The rate of the samples to return, in hertz.
  /// - Precondition: `sampleRate > 0`.
  /// - Throws: `cannotOpen`, `unknownFormat`, `noSuchChannel`, `startsBehindTheEnd` or
  ///   `cannotResample`.
  public init(_ recording: Recording, sampleRate: Double) throws(AudioIOError) {
    try self.init(recording, sampleRate: sampleRate, blockLength: 65_536)
  }

  /// - Parameters:
  ///   - blockLength: Samples of all channels together to decode at a time; the result
  ///     does not depend on it.
  ///   - stop: Ends the wait for a pipe; what comes then is of no use.
  package init(
    _ recording: Recording, sampleRate: Double, blockLength: Int, until stop: StopSignal? = nil
  ) throws(AudioIOError) {
    var file = try SoundInput.open(recording, until: stop)
    let layout = file.layout
    if case .only(let channel) = recording.channel, !(1...layout.channelCount).contains(channel) {
      throw .noSuchChannel(
        path: recording.path, channel: channel, channelCount: layout.channelCount)
    }
    let resampler = try Resampler(from: Double(layout.sampleRate), to: sampleRate)
    let framesPerBlock = max(1, blockLength / layout.channelCount)
    var frames = [Float](repeating: 0, count: framesPerBlock * layout.channelCount)
    let first = layout.frame(at: recording.start)
    let skipped = try file.skip(toFrame: first, of: recording, space: &frames)
    guard skipped == first else {
      throw .startsBehindTheEnd(
        path: recording.path, start: recording.start, duration: layout.seconds(skipped))
    }
    self.recording = recording
    self.file = file
    self.resampler = resampler
    self.frames = frames
    mean = MonoMean(channelCount: layout.channelCount)
    frameCount = skipped
    if let duration = recording.duration { wantedFrames = layout.frame(at: duration) }
  }

  /// Seconds that are still to be read, if the recording is as long as it says; nil if it does not say.
  public var announcedDuration: Double? {
    guard let announced = file.announcedFrames else { return nil }
    return file.layout.seconds(min(max(0, announced - frameCount), wantedFrames))
  }

  /// Returns the next samples, of any number but 0; `nil` at the end.
  ///
  /// - Throws: `cannotDecode`, `notWhole`, `notFinite`, `tooLarge` or `cannotResample`.
  ///   What comes after an error is of no use.
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
    guard wantedFrames > 0 else { return isAtEnd = true }
    let (count, failure) = file.read(into: &frames, limit: wantedFrames)
    if count == 0 || failure != nil { try noteEnd(after: frameCount + count, failure) }
    // A failure after some frames comes again with the next block, or the end does.
    guard count > 0 else { return try finish() }
    var samples = mix(frames[..<(count * file.layout.channelCount)])
    guard samples.checkAndSilence() else {
      throw explanation(ofFrame: samples.firstIndex { !$0.isUsable } ?? 0)
    }
    mono = samples[...]
    frameCount += count
    wantedFrames -= failure == nil ? count : wantedFrames
  }

  private func mix(_ interleaved: ArraySlice<Float>) -> [Float] {
    guard case .only(let channel) = recording.channel else { return mean.mix(interleaved) }
    return stride(
      from: interleaved.startIndex + channel - 1, to: interleaved.endIndex, by: mean.channelCount
    ).map { interleaved[$0] }
  }

  /// Finds the channel that made a sample of this block unusable.
  private func explanation(ofFrame index: Int) -> AudioIOError {
    let frame = frameCount + index
    let count = file.layout.channelCount
    let samples = frames[(index * count)..<((index + 1) * count)]
    let heard: ClosedRange<Int> =
      if case .only(let channel) = recording.channel { channel...channel } else { 1...count }
    guard let bad = heard.first(where: { !samples[samples.startIndex + $0 - 1].isFinite }) else {
      return .tooLarge(
        path: recording.path, frame: frame, seconds: file.layout.seconds(frame))
    }
    return .notFinite(
      path: recording.path, isNaN: samples[samples.startIndex + bad - 1].isNaN, frame: frame,
      seconds: file.layout.seconds(frame), channel: bad)
  }
}

// Where it ends.
extension AudioReader {
  private mutating func finish() throws(AudioIOError) {
    isAtEnd = true
    if frameCount > 0, frameCount == file.layout.frame(at: recording.start) {
      throw .startsBehindTheEnd(
        path: recording.path, start: recording.start, duration: file.layout.seconds(frameCount))
    }
  }

  /// Finds out whether the recording is whole, where it ends.
  private mutating func noteEnd(after count: Int, _ failure: String?) throws(AudioIOError) {
    guard shortfall == nil else { return }
    let announced = file.announcedFrames
    let isShort = announced.map { count + file.layout.tolerance < $0 } ?? file.lacksEnd
    guard failure != nil || isShort else { return }
    if count == 0, let failure { throw .cannotDecode(path: recording.path, reason: failure) }
    let found = Shortfall(
      seconds: file.layout.seconds(count), announcedSeconds: announced.map(file.layout.seconds),
      reason: failure)
    if recording.mustBeWhole { throw .notWhole(path: recording.path, found) }
    shortfall = found
  }
}
