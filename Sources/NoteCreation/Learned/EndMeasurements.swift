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
/// Source: `Training/learned.py`, `measure_end`, in whose order they come. Look-ahead: 24 frames.
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
  var values: [Float] = []

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
    values.removeAll(keepingCapacity: true)
    frames.note.append(Self.noteFrames, from: frame, bin: bin, to: &values)
    frames.onset.append(Self.onsetFrames, from: frame, bin: bin, to: &values)
    for distance in Self.contourFrames {
      values.append(Float(frames.salience(of: bin, in: frame + distance)))
    }
    for interval in Self.intervals { values.append(frames.note[frame, bin + interval]) }
    for distance in Self.levelFrames {
      values.append(frames.step(from: (frame, bin), to: (frame + distance, bin)))
    }
    let height = max(peak, 0.05)
    values.append(Float(peak))
    values.append(Float(sum / Double(frame - first + 1)))
    values.append(Float(value / height))
    values.append(Float(Double(frames.note[frame + 3, bin]) / height))
    values.append(Float(log(Double(frame - first))))
    values.append(frames.step(from: loudest, to: frames.level?[frame, bin]))
    values.append(Float(Double(bin) / 88))
  }
}
