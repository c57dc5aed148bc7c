import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the network for ends is shown of a frame after an onset, while these frames go by.
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
  /// Of the note posteriorgram, from the onset on: the highest value and the sum.
  private var peak: Double
  private var sum: Double
  /// The highest level so far; of nothing measured, none.
  private var loudest: Float?

  /// What the frame heard last is shown as.
  var row = MeasurementRow(count: count)

  /// Begins with the frame of the onset.
  init(_ onset: OnsetCandidate, in frames: RecentFrames) {
    first = onset.frame
    bin = onset.bin
    peak = Double(frames.note[first, bin])
    sum = peak
    loudest = frames.level?[first, bin]
  }

  /// Hears the next frame.
  mutating func advance(to frame: Int, in frames: RecentFrames) {
    let value = Double(frames.note[frame, bin])
    peak = max(peak, value)
    sum += value
    if let level = frames.level?[frame, bin], let before = loudest { loudest = max(before, level) }
    row.clear()
    measure(frame, in: frames)
    measureCourse(to: frame, value: value, in: frames)
  }

  /// What happens in the frame and around it.
  private mutating func measure(_ frame: Int, in frames: RecentFrames) {
    frames.note.write(Self.noteFrames, from: frame, bin: bin, to: &row)
    frames.onset.write(Self.onsetFrames, from: frame, bin: bin, to: &row)
    for distance in Self.contourFrames {
      row.write(Float(frames.salience(of: bin, in: frame + distance)))
    }
    for interval in Self.intervals { row.write(frames.note[frame, bin + interval]) }
    frames.writeSteps(Self.levelFrames, from: frame, since: frame, bin: bin, to: &row)
  }

  /// What has become of the note.
  private mutating func measureCourse(to frame: Int, value: Double, in frames: RecentFrames) {
    let height = max(peak, 0.05)
    row.write(Float(peak))
    row.write(Float(sum / Double(frame - first + 1)))
    row.write(Float(value / height))
    row.write(Float(Double(frames.note[frame + 3, bin]) / height))
    row.write(Float(log(Double(frame - first))))
    row.write(frames.step(from: loudest, to: frames.level?[frame, bin]))
    row.write(Float(Double(bin) / 88))
  }
}
