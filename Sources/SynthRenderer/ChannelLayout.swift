/// How many channels a rendering has.
public enum ChannelLayout: Equatable, Sendable {
  /// One channel: the mean of the two of `stereo`.
  case mono
  /// Left and right, interleaved; low keys lean to the left, high ones to the right.
  case stereo

  /// Samples in a frame.
  public var channelCount: Int {
    switch self {
    case .mono: 1
    case .stereo: 2
    }
  }
}
