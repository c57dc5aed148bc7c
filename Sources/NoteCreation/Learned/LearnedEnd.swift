/// Whether a note still sounds, as the network for ends says.
struct LearnedEnd: EndEvidence {
  private let network: SmallNetwork
  private var measurements: EndMeasurements
  /// Frames that the network is asked about together, and how many of its answers have been told. Its
  /// look-ahead is as much shorter than what it may be.
  private var block: QuestionBlock
  private var toldCount = QuestionBlock.rowCount

  /// Begins with the frame of an onset.
  init(after onset: OnsetCandidate, in frames: RecentFrames, network: SmallNetwork) {
    self.network = network
    measurements = EndMeasurements(onset, in: frames)
    block = QuestionBlock(for: network)
  }

  mutating func advance(to frame: Int, in frames: RecentFrames) -> Double {
    if toldCount == QuestionBlock.rowCount {
      measurements.write(from: frame, in: frames, to: &block)
      network.answer(&block, rowCount: QuestionBlock.rowCount, with: frames.arithmetic)
      toldCount = 0
    }
    defer { toldCount += 1 }
    return Double(block.answers[toldCount])
  }
}
