/// Where the notes of a path begin and end.
///
/// What sounds for some frames is a note. It begins with the clearest onset around the beginning of
/// its path, if there is one: where a note dies away under the next, the path changes late. Within
/// it a key may be struck again.
struct SingleLineStrikes: Sendable {
  /// What happens in a frame.
  enum Change {
    /// A note begins, and that before it ends.
    case strike(OnsetCandidate)
    /// The note ends.
    case end
  }

  /// Frames that a key must sound.
  private static let shortest = 6
  /// Frames before the beginning of a path in which its onset may lie; after it, it must lie within
  /// the shortest note.
  private static let lead = 16
  /// Frames after an onset in which a key is not struck again.
  private static let settling = OnsetChoice.reach
  /// Frames that a key must go on sounding when it is struck again.
  private static let remainder = 5

  /// Frames after the one in question whose states are looked at.
  static let reach = lead + shortest

  /// A key that sounds for long enough.
  private struct Run {
    let bin: Int
    let first: Int
    /// The frame in which the note begins.
    let strike: Int
  }

  private let needsOnsets: Bool
  /// States from `first` on.
  private var states: [SingleLinePath.State] = []
  private var first = 0
  /// Runs whose notes have not begun, in order.
  private var coming: [Run] = []
  private var current: Run?
  private var lastStrike = -1

  /// - Parameter needsOnsets: whether only those notes count that are heard to begin.
  init(needsOnsets: Bool) { self.needsOnsets = needsOnsets }

  /// The first frame to ask for: its predecessors cannot have a change.
  static let firstFrame = -lead

  /// Takes in the state of the next frame.
  mutating func append(_ state: SingleLinePath.State) { states.append(state) }

  /// What happens in a frame, which must be the next.
  ///
  /// - Parameter onsets: those found in the frame.
  /// - Precondition: the states of the `reach` frames after it are known, if there are any.
  mutating func change(
    in frame: Int, onsets: [OnsetCandidate], of onset: FrameHistory
  ) -> Change? {
    defer { forget(before: frame) }
    if let run = run(from: frame + Self.lead, onset) {
      coming.append(run)
      lastStrike = run.strike
    }
    if let run = coming.first, run.strike == frame {
      current = coming.removeFirst()
      return .strike(OnsetCandidate(frame: frame, bin: run.bin))
    }
    guard let run = current else { return nil }
    if frame >= run.first, self[frame] != .key(run.bin) {
      current = nil
      return .end
    }
    return onsets.first { isRepeat($0, in: run) }.map(Change.strike)
  }

  private subscript(frame: Int) -> SingleLinePath.State {
    let place = frame - first
    return states.indices.contains(place) ? states[place] : .rest
  }

  /// The run that begins in a frame.
  private func run(from frame: Int, _ onset: FrameHistory) -> Run? {
    guard case .key(let bin) = self[frame], self[frame - 1] != self[frame],
      sounds(bin, in: frame..<frame + Self.shortest)
    else { return nil }
    let around = max(frame - Self.lead, lastStrike + 1)..<frame + Self.shortest
    let strike = OnsetCandidates.strongest(in: around, bin: bin, of: onset)?.frame
    if strike == nil && needsOnsets { return nil }
    return Run(bin: bin, first: frame, strike: strike ?? frame)
  }

  private func isRepeat(_ onset: OnsetCandidate, in run: Run) -> Bool {
    onset.bin == run.bin && onset.frame > run.strike + Self.settling
      && sounds(run.bin, in: onset.frame..<onset.frame + Self.remainder)
  }

  private func sounds(_ bin: Int, in frames: Range<Int>) -> Bool {
    frames.allSatisfy { self[$0] == .key(bin) }
  }

  private mutating func forget(before frame: Int) {
    guard frame > first else { return }
    states.removeFirst(min(frame - first, states.count))
    first = frame
  }
}
