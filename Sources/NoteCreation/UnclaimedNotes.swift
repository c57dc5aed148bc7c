import TranscriptionTypes

/// Notes that sound clearly although nobody heard them begin: soft attacks of voices, bows and pipes.
///
/// A note with an onset claims its key, from a little before to a little after. What sounds outside
/// all claims for long enough is a note.
struct UnclaimedNotes: Sendable {
  /// Frames before an onset that are claimed.
  static let claimBefore = 6
  /// Frames after an end that are claimed.
  static let claimAfter = 12

  /// Note posteriorgram from which a key sounds.
  private static let sounding: Float = 0.3
  /// What it has to be on average.
  private static let clear = 0.6
  /// How many frames it has to sound.
  private static let shortest = 14
  /// Part of the frames in which a neighbouring key may sound louder.
  private static let besideLimit = 0.3

  /// A key that sounds and is not claimed.
  private struct Run {
    let first: Int
    let level: Double?
    var end: Int
    var levels = 0.0
    /// Frames in which a neighbour is louder.
    var besideCount = 0
  }

  private let bins: Range<Int>
  private var runs: [Run?]
  /// The first frame of each key that is not claimed; none while a note sounds.
  private var claimedUntil: [Int?]

  init(bins: Range<Int>) {
    self.bins = bins
    runs = Array(repeating: nil, count: ModelConstants.pitchCount)
    claimedUntil = Array(repeating: 0, count: ModelConstants.pitchCount)
  }

  /// The first frame of all notes that may yet be found among the frames that were looked at.
  var firstFrame: Int? { runs.lazy.compactMap { $0?.first }.min() }

  /// Claims a key from the next frame on.
  ///
  /// - Returns: the note that ends there.
  mutating func claim(_ bin: Int) -> FrameNote? {
    claimedUntil[bin] = nil
    return endRun(of: bin)
  }

  /// Ends a claim some frames after the note's end, and looks at what was passed by since then.
  mutating func release(
    _ bin: Int, after end: Int, upTo frame: Int, in frames: RecentFrames
  ) -> [FrameNote] {
    let first = end + Self.claimAfter
    claimedUntil[bin] = first
    guard first < frame else { return [] }
    return (first..<frame).compactMap { advance(bin, to: $0, in: frames) }
  }

  /// Looks at the next frame.
  mutating func advance(to frame: Int, in frames: RecentFrames) -> [FrameNote] {
    var found: [FrameNote] = []
    for (bin, level) in frames.note.row(frame).enumerated()
    where level >= Self.sounding || runs[bin] != nil {
      if let note = advance(bin, to: frame, in: frames) { found.append(note) }
    }
    return found
  }

  /// The notes that still sound at the end.
  mutating func finish() -> [FrameNote] { bins.compactMap { endRun(of: $0) } }

  private mutating func advance(_ bin: Int, to frame: Int, in frames: RecentFrames) -> FrameNote? {
    let note = frames.note
    let level = note[frame, bin]
    guard level >= Self.sounding, let free = claimedUntil[bin], frame >= free, bins.contains(bin)
    else { return endRun(of: bin) }
    var run =
      runs[bin] ?? Run(first: frame, level: frames.level(ofNoteFrom: frame, bin: bin), end: frame)
    run.end = frame + 1
    run.levels += Double(level)
    if note[frame, bin - 1] > level || note[frame, bin + 1] > level { run.besideCount += 1 }
    runs[bin] = run
    return nil
  }

  private mutating func endRun(of bin: Int) -> FrameNote? {
    guard let run = runs[bin] else { return nil }
    runs[bin] = nil
    let count = Double(run.end - run.first)
    guard run.end - run.first >= Self.shortest, run.levels >= Self.clear * count,
      Double(run.besideCount) < Self.besideLimit * count
    else { return nil }
    var note = FrameNote(
      frames: run.first..<run.end, bin: bin, amplitude: Float(run.levels / count))
    note.level = run.level
    return note
  }
}
