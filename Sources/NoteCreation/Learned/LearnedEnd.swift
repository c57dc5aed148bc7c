/// Whether a note still sounds, as the network for ends says.
struct LearnedEnd: EndEvidence {
  private let network: SmallNetwork
  private var measurements: EndMeasurements

  /// Begins with the frame of an onset.
  init(after onset: OnsetCandidate, in frames: RecentFrames, network: SmallNetwork) {
    self.network = network
    measurements = EndMeasurements(onset, in: frames)
  }

  mutating func advance(to frame: Int, in frames: RecentFrames) -> Double {
    measurements.advance(to: frame, in: frames)
    return Double(network.outputs(&measurements.row.values, with: frames.arithmetic)[0])
  }
}
