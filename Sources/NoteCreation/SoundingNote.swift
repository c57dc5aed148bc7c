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
  private static let longestDoubt = 170
  /// Frames that every note has.
  private static let shortest = 4
  /// Frames after the one in question that are looked at.
  static let reach = 32

  /// The note up to where it ends as things stand.
  private(set) var found: FrameNote
  private(set) var isOver = false

  /// Sum of the evidence, its greatest height, and where that was.
  private var total = 0.0
  private var height = (value: 0.0, frame: 0)

  private var frame: Int
  private var peak: Double
  /// Sum of the note posteriorgram over all frames so far, the last 12, and 24 to come.
  private var levels: Double
  private var past: Double
  private var ahead: Double

  private var first: Int { found.frames.lowerBound }

  /// Begins with the frame of its onset.
  init(_ onset: OnsetCandidate, in frames: RecentFrames) {
    let (frame, bin) = (onset.frame, onset.bin)
    let least = frame..<min(frame + Self.shortest, frames.count)
    found = FrameNote(
      frames: least, bin: bin,
      amplitude: Float(frames.note.sum(least, bin: bin) / Double(least.count)))
    found.level = frames.level(ofNoteFrom: frame, bin: bin)
    found.peakShift = Self.peakShift(at: frame, bin, of: frames.onset)
    self.frame = frame
    height.frame = frame
    let level = Double(frames.note[frame, bin])
    (levels, peak, past) = (level, level, 12 * level)
    ahead = frames.note.sum(frame + 9..<frame + 33, bin: bin)
  }

  /// Where between the frames the onset posteriorgram peaks, by a parabola through three of them.
  private static func peakShift(at frame: Int, _ bin: Int, of onset: FrameHistory) -> Double {
    guard frame > 0, frame < onset.count - 1 else { return 0 }
    let (a, b, c) = (onset[frame - 1, bin], onset[frame, bin], onset[frame + 1, bin])
    let curvature = Double(a) - 2 * Double(b) + Double(c)
    return curvature < 0 ? 0.5 * (Double(a) - Double(c)) / curvature : 0
  }

  /// Hears the next frame.
  mutating func advance(in frames: RecentFrames) {
    frame += 1
    let bin = found.bin
    let note = frames.note
    let level = Double(note[frame, bin])
    levels += level
    peak = max(peak, level)
    past += level - Double(note[max(frame - 12, first), bin])
    ahead += Double(note[frame + 32, bin]) - Double(note[frame + 8, bin])
    total += evidence(
      level: level, restrike: frames.onset.highest(frame..<frame + 6, bin: bin),
      pitch: salience(in: frames.contour))
    if total > height.value {
      height = (total, frame)
      if frame >= found.frames.upperBound {
        found.frames = first..<frame + 1
        found.amplitude = Float(levels / Double(found.frames.count))
      }
    }
    isOver = height.value - total > Self.patience || frame - height.frame > Self.longestDoubt
  }

  /// The log odds that the note sounds in this frame.
  private func evidence(level: Double, restrike: Double, pitch: Double) -> Double {
    7.4382
      + 3.2776 * log(level + 0.02)
      + 5.5254 * pitch
      - 2.3793 * past / 12
      - 2.0002 * restrike
      - 8.1948 * max(peak, 0.1)
      - 0.8416 * log((level + 0.02) / (max(peak, 0.1) + 0.02))
      + 2.1884 * ahead / 24
  }

  /// How clearly the contour shows the key's pitch in this frame.
  private func salience(in contour: FrameHistory) -> Double {
    let lowest = found.bin * ModelConstants.binsPerSemitone
    return (lowest - 1...lowest + 1).reduce(0) { max($0, Double(contour[frame, $1])) }
  }
}
