import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A note that has begun and whose end is being looked for.
///
/// Each frame speaks for or against the note still sounding, in log odds. The note ends where the
/// sum of all frames so far was highest: a short dip is made up for by what follows, a slow decay is
/// not taken for the end, and what the network murmurs afterwards never reaches that height again.
struct SoundingNote: Sendable {
  /// Evidence against it that ends the search.
  private static let patience = 10.0
  /// Frames without a new height that end the search.
  private static let longestDoubt = 100
  /// Frames that every note has.
  private static let shortest = 4

  /// The note up to where it ends as things stand.
  private(set) var note: FrameNote
  private(set) var isOver = false

  /// Sum of the evidence, its greatest height, and where that was.
  private var total = 0.0
  private var height = (value: 0.0, frame: 0)

  /// What speaks for every frame.
  private let bias: Double
  private var evidence: any EndEvidence
  private var frame: Int
  /// Sum of the note posteriorgram over all frames so far.
  private var levels: Double

  var bin: Int { note.bin }
  var first: Int { note.frames.lowerBound }

  /// Begins with the frame of its onset.
  ///
  /// - Parameter threshold: of the note posteriorgram; the level of a frame counts relative to it.
  init(
    _ onset: OnsetCandidate, in frames: RecentFrames, threshold: Double, judge: NoteJudge
  ) {
    bias = -3.1054 * log((threshold + 0.02) / (0.3 + 0.02))
    evidence = judge.endEvidence(after: onset, in: frames)
    let (frame, bin) = (onset.frame, onset.bin)
    let least = frame..<min(frame + Self.shortest, frames.count)
    note = FrameNote(
      frames: least, bin: bin,
      confidence: Float(frames.note.sum(least, bin: bin) / Double(least.count)))
    note.bends = least.map { frames.bend(of: bin, in: $0) }
    note.level = frames.level(ofNoteFrom: frame, bin: bin)
    note.delay = onset.delay ?? OnsetTime.delay(ofOnsetIn: frame, bin: bin, in: frames)
    note.probability = onset.probability
    self.frame = frame
    height.frame = frame
    levels = Double(frames.note[frame, bin])
  }

  /// Hears the next frame.
  ///
  /// - Returns: whether the note is over now.
  mutating func advance(in frames: RecentFrames) -> Bool {
    frame += 1
    levels += Double(frames.note[frame, bin])
    total += bias + evidence.advance(to: frame, in: frames)
    if total > height.value {
      height = (total, frame)
      if frame >= note.frames.upperBound { extend(in: frames) }
    }
    isOver = height.value - total > Self.patience || frame - height.frame > Self.longestDoubt
    return isOver
  }

  /// The note reaches to this frame.
  private mutating func extend(in frames: RecentFrames) {
    let more = note.frames.upperBound..<frame + 1
    note.frames = first..<frame + 1
    note.confidence = Float(levels / Double(note.frames.count))
    for frame in more { note.bends.append(frames.bend(of: bin, in: frame)) }
  }
}
