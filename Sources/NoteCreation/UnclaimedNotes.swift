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

  /// Frames that are judged together.
  private static let span = 20
  /// What the note posteriorgram has to be in them on average.
  private static let clear = 0.55
  /// Part of them in which a neighbouring key may sound louder.
  private static let besideLimit = 0.3
  /// Frames before them that belong to the note, if it sounded already.
  private static let reachBack = 20

  /// A key that sounds and is not claimed.
  private struct Run {
    let first: Int
    var end: Int
    /// Sum of the note posteriorgram over the last `span` frames.
    var levels = 0.0
    /// Those of them in which a neighbour is louder.
    var besideCount = 0
    /// Once it is a note.
    var note: FrameNote?
  }

  private let bins: Range<Int>
  /// Nil when bends are not asked for.
  private let pitch: RefinedPitchBends?
  /// Note posteriorgram from which a key sounds.
  private let threshold: Double
  private var runs: [Run?]
  private var runCount = 0
  /// The first frame of each key that is not claimed; none while a note sounds.
  private var claimedUntil: [Int?]

  init(bins: Range<Int>, threshold: Double, pitch: RefinedPitchBends?) {
    self.bins = bins
    self.threshold = threshold
    self.pitch = pitch
    runs = Array(repeating: nil, count: ModelConstants.pitchCount)
    claimedUntil = Array(repeating: 0, count: ModelConstants.pitchCount)
  }

  /// The first frame of all notes that may yet be found among the frames that were looked at.
  var firstFrame: Int? {
    runs.lazy.compactMap { $0?.note?.frames.lowerBound ?? $0.map(Self.firstFrame) }.min()
  }

  /// Where a run's note begins, if the next frame decides that it is one.
  private static func firstFrame(of run: Run) -> Int {
    max(run.first, run.end - span - reachBack)
  }

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
    guard runCount > 0 || frames.note.reaches(Float(threshold), in: frame) else { return [] }
    var found: [FrameNote] = []
    for (bin, level) in frames.note.row(frame).enumerated()
    where Double(level) >= threshold || runs[bin] != nil {
      if let note = advance(bin, to: frame, in: frames) { found.append(note) }
    }
    return found
  }

  /// The notes that still sound at the end.
  mutating func finish() -> [FrameNote] { bins.compactMap { endRun(of: $0) } }

  private mutating func advance(
    _ bin: Int, to frame: Int, in frames: RecentFrames
  ) -> FrameNote? {
    let note = frames.note
    guard Double(note[frame, bin]) >= threshold, bins.contains(bin),
      let free = claimedUntil[bin], frame >= free
    else { return endRun(of: bin) }
    if runs[bin] == nil { runCount += 1 }
    var run = runs[bin] ?? Run(first: frame, end: frame)
    run.end = frame + 1
    run.levels += Double(note[frame, bin])
    if isBeside(bin, frame, note) { run.besideCount += 1 }
    let gone = frame - Self.span
    if gone >= run.first {
      run.levels -= Double(note[gone, bin])
      if isBeside(bin, gone, note) { run.besideCount -= 1 }
    }
    extend(&run, bin, to: frame, in: frames)
    runs[bin] = run
    return nil
  }

  /// Whether a neighbour is louder.
  private func isBeside(_ bin: Int, _ frame: Int, _ note: FrameHistory) -> Bool {
    note[frame, bin - 1] > note[frame, bin] || note[frame, bin + 1] > note[frame, bin]
  }

  /// Makes a note of a run that is clear by now, or a longer one of one that was.
  private func extend(_ run: inout Run, _ bin: Int, to frame: Int, in frames: RecentFrames) {
    let span = Double(Self.span)
    if let first = run.note?.frames.lowerBound {
      run.note?.frames = first..<frame + 1
      if let pitch { run.note?.bends.append(pitch.bend(of: bin, in: frames.contour.row(frame))) }
    } else if run.end - run.first >= Self.span, run.levels >= Self.clear * span,
      Double(run.besideCount) < Self.besideLimit * span
    {
      let all = Self.firstFrame(of: run)..<frame + 1
      var note = FrameNote(frames: all, bin: bin, amplitude: Float(run.levels / span))
      note.delay = OnsetTime.middling
      note.level = frames.level(ofNoteFrom: all.lowerBound, bin: bin)
      if let pitch { note.bends = all.map { pitch.bend(of: bin, in: frames.contour.row($0)) } }
      run.note = note
    }
  }

  private mutating func endRun(of bin: Int) -> FrameNote? {
    guard let run = runs[bin] else { return nil }
    runs[bin] = nil
    runCount -= 1
    return run.note
  }
}
