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

  /// Evidence in every frame.
  private let bias: Double
  private var frame: Int
  private var peak: Double
  /// Sum of the note posteriorgram over all frames so far, the last 12, and 24 to come.
  private var levels: Double
  private var past: Double
  private var ahead: Double

  var bin: Int { note.bin }
  var first: Int { note.frames.lowerBound }

  /// Begins with the frame of its onset.
  ///
  /// - Parameter threshold: of the note posteriorgram; the level of a frame counts relative to it.
  init(_ onset: OnsetCandidate, in frames: RecentFrames, threshold: Double) {
    bias = 6.8472 - 3.1054 * log((threshold + 0.02) / (0.3 + 0.02))
    let (frame, bin) = (onset.frame, onset.bin)
    let least = frame..<min(frame + Self.shortest, frames.count)
    note = FrameNote(
      frames: least, bin: bin,
      confidence: Float(frames.note.sum(least, bin: bin) / Double(least.count)))
    note.bends = least.map { frames.bend(of: bin, in: $0) }
    note.level = frames.level(ofNoteFrom: frame, bin: bin)
    note.delay = OnsetTime.delay(ofOnsetIn: frame, bin: bin, in: frames)
    self.frame = frame
    height.frame = frame
    let level = Double(frames.note[frame, bin])
    (levels, peak, past) = (level, level, 12 * level)
    ahead = frames.note.sum(frame + 9..<frame + 33, bin: bin)
  }

  /// Hears the next frame.
  mutating func advance(in frames: RecentFrames) {
    frame += 1
    let level = Double(frames.note[frame, bin])
    levels += level
    peak = max(peak, level)
    past += level - Double(frames.note[max(frame - 12, first), bin])
    ahead += Double(frames.note[frame + 32, bin]) - Double(frames.note[frame + 8, bin])
    total += evidence(level: level, in: frames)
    if total > height.value {
      height = (total, frame)
      if frame >= note.frames.upperBound { extend(in: frames) }
    }
    isOver = height.value - total > Self.patience || frame - height.frame > Self.longestDoubt
  }

  /// The note reaches to this frame.
  private mutating func extend(in frames: RecentFrames) {
    let more = note.frames.upperBound..<frame + 1
    note.frames = first..<frame + 1
    note.confidence = Float(levels / Double(note.frames.count))
    for frame in more { note.bends.append(frames.bend(of: bin, in: frame)) }
  }

  /// The log odds that the note sounds in this frame.
  private func evidence(level: Double, in frames: RecentFrames) -> Double {
    let peak = max(peak, 0.1)
    return bias
      + 3.1054 * log(level + 0.02)
      + 4.9052 * frames.salience(of: bin, in: frame)
      - 0.7382 * past / 12
      - 2.9735 * frames.onset.highest(frame..<frame + 6, bin: bin)
      - 7.8529 * peak
      - 1.0526 * log((level + 0.02) / (peak + 0.02))
      + 1.5803 * ahead / 24
      // What sounds may be a harmonic of the octave below.
      + 1.3691 * Double(frames.note[frame, bin - 12])
      // It gets softer, and goes on to.
      + 0.0852 * frames.rise(of: bin, from: max(frame - 6, first), to: frame)
      + 0.0458 * frames.rise(of: bin, from: frame, to: min(frame + 8, frames.count - 1))
  }
}
