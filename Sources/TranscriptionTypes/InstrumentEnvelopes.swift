#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How loud each family of instruments plays, frame by frame.
public struct InstrumentEnvelopes: Equatable, Sendable {
  /// When each frame is, in seconds: the middle of 46 ms.
  public var times: [Double]

  /// Power relative to a sine of full scale, of shape (`frameCount`, families in the order of
  /// `InstrumentFamily.allCases`).
  public var powers: [Float]

  /// Frames, in time order.
  public var frameCount: Int { times.count }

  /// - Precondition: a power for each family in each frame.
  public init(times: [Double] = [], powers: [Float] = []) {
    precondition(powers.count == times.count * InstrumentFamily.allCases.count, "a power a family")
    (self.times, self.powers) = (times, powers)
  }

  /// Adds the frames that follow.
  public mutating func append(_ frames: InstrumentEnvelopes) {
    times += frames.times
    powers += frames.powers
  }

  /// Powers of all families in one frame.
  public func powers(inFrame frame: Int) -> ArraySlice<Float> {
    let count = InstrumentFamily.allCases.count
    return powers[frame * count..<(frame + 1) * count]
  }

  /// The same in decibels, at least −100, also of what is no number, as a network without sense may say.
  public func levels(inFrame frame: Int) -> [Float] {
    powers(inFrame: frame).map { $0 > 1e-10 ? min(10 * log10f($0), 400) : -100 }
  }

  /// Energy of each family in all frames.
  public var energies: [InstrumentFamily: Double] {
    let families = InstrumentFamily.allCases
    var sums = [Double](repeating: 0, count: families.count)
    for (index, power) in powers.enumerated() { sums[index % families.count] += Double(power) }
    return Dictionary(uniqueKeysWithValues: zip(families, sums))
  }
}
