import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the network for ends is shown of frames after an onset, block by block.
///
/// Source: `Benchmarks/accuracy/learned.py`, `measure_end`, in whose order they come. Look-ahead: 24 frames.
struct EndMeasurements: Sendable {
  private static let noteFrames = [-12, -8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8, 12, 18, 24]
  private static let onsetFrames = [-2, 0, 2, 4, 7, 11]
  private static let contourFrames = [0, 5, 12]
  private static let intervals = [-24, -19, -12, -1, 1, 12]
  private static let levelFrames = [-12, -6, -3, 3, 6, 9, 14, 20]

  static let count =
    noteFrames.count + onsetFrames.count + contourFrames.count + intervals.count
    + levelFrames.count + 7

  private let first: Int
  private let bin: Int
  /// What the key does around the frames of a block.
  private var note = KeyCourse(around: noteFrames)
  private var onset = KeyCourse(around: onsetFrames)
  private var salience = KeyCourse(around: contourFrames)
  private var level = KeyCourse(around: levelFrames)
  /// Of the note posteriorgram, from the onset on: the highest value and the sum.
  private var peak: Double
  private var sum: Double
  /// The highest level so far.
  private var loudest: Float

  /// Begins with the frame of the onset.
  init(_ onset: OnsetCandidate, in frames: RecentFrames) {
    first = onset.frame
    bin = onset.bin
    peak = Double(frames.note[first, bin])
    sum = peak
    loudest = frames.level?[first, bin] ?? 0
  }

  /// Hears the next frames, and writes what each is shown as.
  ///
  /// - Parameter frame: the first of as many as the block has rows.
  mutating func write(from frame: Int, in frames: RecentFrames, to block: inout QuestionBlock) {
    listen(from: frame, in: frames)
    block.begin()
    for distance in Self.noteFrames { block.write(note[frame + distance]) }
    for distance in Self.onsetFrames { block.write(onset[frame + distance]) }
    for distance in Self.contourFrames { block.write(salience[frame + distance]) }
    for interval in Self.intervals {
      block.write(frames.note.eight(from: frame, bin: bin + interval))
    }
    let now = level[frame]
    for distance in Self.levelFrames {
      block.write(RecentFrames.step(now, level[frame + distance]))
    }
    writeCourse(frame, to: &block)
  }

  private mutating func listen(from frame: Int, in frames: RecentFrames) {
    note.take(from: frame + Self.noteFrames[0], bin: bin, of: frames.note)
    onset.take(from: frame + Self.onsetFrames[0], bin: bin, of: frames.onset)
    salience.take(from: frame + Self.contourFrames[0]) { frames.eightSaliences(of: bin, from: $0) }
    // Without, all levels are the same.
    guard let levels = frames.level else { return }
    level.takeSteady(from: frame + Self.levelFrames[0], bin: bin, of: levels)
  }

  /// What has become of the note.
  private mutating func writeCourse(_ frame: Int, to block: inout QuestionBlock) {
    let (values, levels) = (note[frame], level[frame])
    var (peaks, sums, highest) = (SIMD8<Double>(), SIMD8<Double>(), SIMD8<Float>())
    for row in 0..<QuestionBlock.rowCount {
      let value = Double(values[row])
      peak = max(peak, value)
      sum += value
      loudest = max(loudest, levels[row])
      (peaks[row], sums[row], highest[row]) = (peak, sum, loudest)
    }
    let ages = SIMD8<Double>(0, 1, 2, 3, 4, 5, 6, 7) + Double(frame - first)
    let heights = peaks.replacing(with: 0.05, where: peaks .< 0.05)
    block.write(SIMD8<Float>(peaks))
    block.write(SIMD8<Float>(sums / (ages + 1)))
    block.write(SIMD8<Float>(SIMD8<Double>(values) / heights))
    block.write(SIMD8<Float>(SIMD8<Double>(note[frame + 3]) / heights))
    block.write(Self.logarithms(from: frame - first))
    block.write(RecentFrames.step(highest, levels))
    block.write(SIMD8(repeating: Float(Double(bin) / 88)))
  }

  /// Of the first ages, which most notes do not outlive.
  private static let logarithms = (0..<512).map { Float(log(Double($0))) }

  private static func logarithms(from age: Int) -> SIMD8<Float> {
    let known = logarithms.span
    var eight = SIMD8<Float>()
    for row in 0..<QuestionBlock.rowCount {
      eight[row] =
        age + row < known.count ? known[unchecked: age + row] : Float(log(Double(age + row)))
    }
    return eight
  }
}
