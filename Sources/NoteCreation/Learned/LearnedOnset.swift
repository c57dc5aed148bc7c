/// What the network for onsets says of a candidate.
struct LearnedOnset {
  /// Seconds that an output of 1 stands for.
  private static let unit = 0.02
  /// Weaker peaks of the onset posteriorgram are never onsets, and neither are those after which no note
  /// is to be seen within so many frames: hardly any would be, and they are two of three.
  private static let (floor, noteFloor, soon) = (Float(0.3), Float(0.15), 9)
  /// The most that an onset lies from its frame, in seconds.
  static let farthest = 0.08

  /// That it is an onset.
  let logOdds: Double
  /// Seconds from the time of its frame to the onset.
  let delay: Double

  /// Whether it is worth the while to ask about a candidate.
  static func isPossible(_ candidate: OnsetCandidate, in frames: RecentFrames) -> Bool {
    let (frame, bin) = (candidate.frame, candidate.bin)
    return frames.onset[frame, bin] >= floor
      && (0..<soon).contains { frames.note[frame + $0, bin] >= noteFloor }
  }

  /// Reads the outputs of the network.
  init(logOdds: Float, lateness: Float) {
    self.logOdds = Double(logOdds)
    delay = min(Self.farthest, max(-Self.farthest, Self.unit * Double(lateness)))
  }
}
