/// How much of a recording's power lies in each semitone, frame by frame, relative to a sine of full scale.
public struct BandPowers: Equatable, JoinableFrames {
  /// Semitones from A0 on that the constant-Q transform reaches.
  public static let bandCount = ModelConstants.spectrogramBinCount / ModelConstants.binsPerSemitone

  /// Power of each semitone, of shape (`frameCount`, 103), a frame's side by side.
  public private(set) var bands: [Float]

  /// Power of everything in each frame.
  public private(set) var total: [Float]

  /// Frames, in time order.
  public var frameCount: Int { total.count }

  /// No frames.
  public init() { (bands, total) = ([], []) }

  /// - Precondition: as many bands as `total` says.
  public init(bands: [Float], total: [Float]) {
    precondition(bands.count == total.count * Self.bandCount, "\(Self.bandCount) bands a frame")
    (self.bands, self.total) = (bands, total)
  }

  /// Adds some frames of others.
  public mutating func append(_ frames: BandPowers, _ range: Range<Int>) {
    let count = Self.bandCount
    bands += frames.bands[range.lowerBound * count..<range.upperBound * count]
    total += frames.total[range]
  }
}
