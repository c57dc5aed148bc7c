/// What is known of successive frames: windows of it are joined.
public protocol JoinableFrames: Sendable {
  /// No frames.
  init()

  /// Frames, in time order.
  var frameCount: Int { get }

  /// Adds some frames of others.
  mutating func append(_ frames: Self, _ range: Range<Int>)
}
