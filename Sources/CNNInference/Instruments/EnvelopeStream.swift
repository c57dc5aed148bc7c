public import TranscriptionTypes

/// From the powers of semitones to how loud each family of instruments plays, as the recording comes.
///
/// Four frames become one, and an answer waits for the 3.1 seconds behind it. The result does not depend on
/// how many frames come at a time.
public struct EnvelopeStream: Sendable {
  /// Frames that become one.
  private static let pooling = 4

  private let network: InstrumentNetwork
  private var features: InstrumentFeatures
  /// Power and time of the frames whose shares are not known yet.
  private var totals: [Float] = []
  private var times: [Double] = []
  /// The frames that do not yet make one, and their sum.
  private var pending = 0
  private var bands = [Float](repeating: 0, count: BandPowers.bandCount)
  private var total: Float = 0
  /// Frames taken in, and answered.
  private var inputCount = 0
  private var doneCount = 0

  /// Starts before the first frame.
  public init(_ network: InstrumentNetwork) {
    self.network = network
    features = InstrumentFeatures(network.arithmetic)
  }

  /// Takes in the frames that follow, 86 a second.
  ///
  /// - Returns: what has become certain.
  public mutating func append(_ powers: BandPowers) -> InstrumentEnvelopes {
    var envelopes = InstrumentEnvelopes()
    for frame in 0..<powers.frameCount {
      add(powers, frame)
      let known = features.frameCount - doneCount
      if pending == 0,
        known == InstrumentNetwork.chunkLength + network.reach + InstrumentFeatures.nearby
      {
        envelopes.append(answer(InstrumentNetwork.chunkLength))
      }
    }
    return envelopes
  }

  /// The rest; up to three frames at the end make none.
  public mutating func finish() -> InstrumentEnvelopes {
    var envelopes = InstrumentEnvelopes()
    while doneCount < features.frameCount {
      envelopes.append(
        answer(min(InstrumentNetwork.chunkLength, features.frameCount - doneCount)))
    }
    return envelopes
  }

  private mutating func add(_ powers: BandPowers, _ frame: Int) {
    let count = BandPowers.bandCount
    let share = 1 / Float(Self.pooling)
    for band in 0..<count { bands[band] += share * powers.bands[frame * count + band] }
    total += share * powers.total[frame]
    pending += 1
    inputCount += 1
    guard pending == Self.pooling else { return }
    features.append(bands)
    totals.append(total)
    let frames = inputCount - Self.pooling..<inputCount
    times.append(frames.map(ModelConstants.seconds(ofFrame:)).reduce(0, +) * Double(share))
    (pending, total) = (0, 0)
    for band in 0..<count { bands[band] = 0 }
  }

  /// The envelopes of the frames that follow.
  private mutating func answer(_ count: Int) -> InstrumentEnvelopes {
    let families = InstrumentFamily.allCases.count
    let shares = network.shares(doneCount..<doneCount + count, of: features)
    let powers = shares.enumerated().map { $1 * totals[$0 / families] }
    let envelopes = InstrumentEnvelopes(times: Array(times.prefix(count)), powers: powers)
    times.removeFirst(count)
    totals.removeFirst(count)
    doneCount += count
    features.forget(before: max(0, doneCount - network.reach))
    return envelopes
  }
}
