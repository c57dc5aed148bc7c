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
  fileprivate static let span = 20
  /// What the note posteriorgram has to be in them on average.
  fileprivate static let clear = 0.55
  /// Part of them in which a neighbouring key may sound louder.
  fileprivate static let besideLimit = 0.3
  /// Frames before them that belong to the note, if it sounded already.
  fileprivate static let reachBack = 20

  /// A key that sounds and is not claimed.
  fileprivate struct Run {
    let bin: Int
    let first: Int
    var end: Int
    /// Sum of the note posteriorgram over the last `span` frames.
    var levels = 0.0
    /// Those of them in which a neighbour is louder.
    var besideCount = 0
    /// Once it is a note.
    var note: FrameNote?

    /// Where the note begins, if it is one by now.
    var firstFrame: Int { max(first, end - UnclaimedNotes.span - UnclaimedNotes.reachBack) }
  }

  private let bins: Range<Int>
  /// Note posteriorgram from which a key sounds.
  private let threshold: Double
  /// Whether a key that goes on sounding when its claim ends stays claimed: who ends notes well leaves
  /// only their reverberation behind.
  private let keepsTails: Bool
  private var runs: [Run] = []
  /// The first frame of each key that is not claimed; none while a note sounds.
  private var claimedUntil: [Int?]

  init(bins: Range<Int>, threshold: Double, keepsTails: Bool) {
    self.bins = bins
    self.threshold = threshold
    self.keepsTails = keepsTails
    claimedUntil = Array(repeating: -1, count: ModelConstants.pitchCount)
  }

  /// The first frame of all notes that may yet be found among the frames that were looked at.
  var firstFrame: Int? {
    runs.lazy.map { $0.note?.frames.lowerBound ?? $0.firstFrame }.min()
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
    // Runs that go on are among the keys that sound; the others end.
    let over = runs.filter { frames.note[frame, $0.bin] < Float(threshold) }
    var found = over.compactMap { endRun(of: $0.bin) }
    frames.note.forEachBin(in: frame, from: Float(threshold)) { bin, _ in
      if let note = advance(bin, to: frame, in: frames) { found.append(note) }
    }
    return found
  }

  /// The notes that still sound at the end.
  mutating func finish() -> [FrameNote] { runs.compactMap { endRun(of: $0.bin) } }

  private mutating func advance(
    _ bin: Int, to frame: Int, in frames: RecentFrames
  ) -> FrameNote? {
    guard let free = claimedUntil[bin], frame >= free, bins.contains(bin),
      frames.note[frame, bin] >= Float(threshold)
    else { return endRun(of: bin) }
    if keepsTails && frame == free {
      claimedUntil[bin] = frame + 1
      return nil
    }
    if let run = runs.firstIndex(where: { $0.bin == bin }) {
      runs[run].advance(to: frame, in: frames)
    } else {
      runs.append(Run(startingWith: bin, in: frame, of: frames))
    }
    return nil
  }

  private mutating func endRun(of bin: Int) -> FrameNote? {
    guard let run = runs.firstIndex(where: { $0.bin == bin }) else { return nil }
    return runs.remove(at: run).note
  }
}

extension UnclaimedNotes.Run {
  fileprivate init(startingWith bin: Int, in frame: Int, of frames: RecentFrames) {
    self.init(bin: bin, first: frame, end: frame)
    advance(to: frame, in: frames)
  }

  /// Takes in the next frame.
  fileprivate mutating func advance(to frame: Int, in frames: RecentFrames) {
    end = frame + 1
    count(1, frame, frames.note)
    let gone = frame - UnclaimedNotes.span
    if gone >= first { count(-1, gone, frames.note) }
    extend(to: frame, in: frames)
  }

  /// Counts a frame, or takes it back.
  private mutating func count(_ sign: Int, _ frame: Int, _ note: FrameHistory) {
    let level = note[frame, bin]
    levels += Double(sign) * Double(level)
    if note[frame, bin - 1] > level || note[frame, bin + 1] > level { besideCount += sign }
  }

  /// Makes a note of a run that is clear by now, or a longer one of one that was.
  private mutating func extend(to frame: Int, in frames: RecentFrames) {
    let span = Double(UnclaimedNotes.span)
    if let first = note?.frames.lowerBound {
      note?.frames = first..<frame + 1
      note?.bends.append(frames.bend(of: bin, in: frame))
    } else if end - first >= UnclaimedNotes.span, levels >= UnclaimedNotes.clear * span,
      Double(besideCount) < UnclaimedNotes.besideLimit * span
    {
      let all = firstFrame..<end
      var note = FrameNote(frames: all, bin: bin, confidence: Float(levels / span))
      note.delay = OnsetTime.middling
      note.level = frames.level(ofNoteFrom: all.lowerBound, bin: bin)
      note.bends = all.map { frames.bend(of: bin, in: $0) }
      self.note = note
    }
  }
}
