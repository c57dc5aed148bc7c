/// Of accepted candidates of one key that lie close together, keeps the best.
struct OnsetChoice: Sendable {
  /// Frames within which a key is not struck twice: 0.1 s.
  static let reach = 8

  /// The accepted candidates that count for the next frame, in order of time.
  private var accepted: [OnsetCandidate] = []

  /// Takes in a candidate of a frame at or after the last one's.
  mutating func append(_ candidate: OnsetCandidate) {
    if candidate.score > 0 { accepted.append(candidate) }
  }

  /// The onsets of the next frame.
  ///
  /// - Precondition: the candidates of the `reach` frames after it were taken in.
  mutating func onsets(in frame: Int) -> [OnsetCandidate] {
    guard accepted.contains(where: { $0.frame == frame }) else { return [] }
    accepted.removeAll { $0.frame < frame - Self.reach }
    return accepted.filter { candidate in
      candidate.frame == frame && !accepted.contains { isRival($0, of: candidate) }
    }
  }

  /// Whether another candidate is better, or as good and earlier.
  private func isRival(_ other: OnsetCandidate, of candidate: OnsetCandidate) -> Bool {
    other.bin == candidate.bin && abs(other.frame - candidate.frame) <= Self.reach
      && (other.score > candidate.score
        || other.score == candidate.score && other.frame < candidate.frame)
  }
}
