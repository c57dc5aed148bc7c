import AudioIO
import CQT
import TranscriptionTypes
import Windowing

/// A recording's spectrogram, as much of it at a time as comes naturally.
protocol FrameSource: ~Copyable {
  /// The power of each bin, and when it is so, in seconds.
  typealias Frame = (powers: [Float], time: Double)

  /// The frames that follow; nil at the end.
  mutating func next() throws(AudioIOError) -> [Frame]?

  /// How the recording ended before its time, once it has.
  var shortfall: Shortfall? { get }
}

/// What it would be if the whole recording were transformed at once.
struct SectionFrames: FrameSource, ~Copyable {
  private var reader: AudioReader
  private var stream: SpectrogramStream
  private let secondsPerFrame: Double
  private var frameCount = 0
  private var isAtEnd = false

  var shortfall: Shortfall? { reader.shortfall }

  init(
    _ recording: Recording, transform: any TimeFrequencyTransform, sectionLength: Int, margin: Int
  ) throws(AudioIOError) {
    reader = try AudioReader(recording, sampleRate: ModelConstants.sampleRate)
    stream = SpectrogramStream(transform, sectionLength: sectionLength, margin: margin)
    secondsPerFrame = Double(transform.hopLength) / ModelConstants.sampleRate
  }

  mutating func next() throws(AudioIOError) -> [Frame]? {
    if let block = try reader.next() { return stream.append(block).flatMap { timed($0) } }
    if isAtEnd { return nil }
    isAtEnd = true
    return timed(stream.finish())
  }

  private mutating func timed(_ part: Spectrogram) -> [Frame] {
    defer { frameCount += part.frameCount }
    return (0..<part.frameCount).map {
      (part.powers(inFrame: $0), Double(frameCount + $0) * secondsPerFrame)
    }
  }
}

/// What is joined from windows, as their posteriorgrams are.
struct WindowFrames: FrameSource, ~Copyable {
  private static let first = ModelConstants.overlappingFrames / 2
  private static let kept = first..<first + ModelConstants.keptFramesPerWindow

  private let transform: ConstantQTransform
  private var windows: WindowSource
  private var workspace: ConstantQTransform.Workspace
  /// Frames of the last two windows: which of them belong to the recording, its length tells.
  private var pending: [[Float]] = []
  private var frameCount = 0
  private var isAtEnd = false

  var shortfall: Shortfall? { windows.shortfall }

  init(_ recording: Recording, transform: ConstantQTransform) throws(AudioIOError) {
    self.transform = transform
    windows = try WindowSource(recording, blockLength: 1 << 16)
    workspace = ConstantQTransform.Workspace(for: transform)
  }

  mutating func next() throws(AudioIOError) -> [Frame]? {
    if let window = try windows.next() {
      let power = transform.transform(window.samples, in: &workspace)
      pending += Self.kept.map { power.powers(inFrame: $0) }
      return handOn(pending.count - 2 * Self.kept.count)
    }
    if isAtEnd { return nil }
    isAtEnd = true
    let total = Trimming.main.frameCount(forSamples: windows.sampleCount)
    return handOn(min(total - frameCount, pending.count))
  }

  private mutating func handOn(_ count: Int) -> [Frame] {
    let certain = pending.prefix(max(0, count))
    pending.removeFirst(certain.count)
    defer { frameCount += certain.count }
    return certain.enumerated().map { index, powers in
      (powers, ModelConstants.seconds(ofFrame: frameCount + index))
    }
  }
}

extension Spectrogram {
  /// All bins of one frame.
  fileprivate func powers(inFrame frame: Int) -> [Float] {
    (0..<binCount).map { self[bin: $0, frame: frame] }
  }
}
