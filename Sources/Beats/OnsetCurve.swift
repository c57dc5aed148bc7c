import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How strongly something begins, frame by frame: the notes that were found, louder and longer ones
/// more, and what else the recording was heard to strike.
struct OnsetCurve: Sendable {
  /// Frames in a second.
  static let frameRate = ModelConstants.sampleRate / Double(ModelConstants.hopLength)

  /// Standard deviation of when players strike what they mean to strike together, in seconds.
  private static let spread = 0.025
  /// How much a second of length adds to a note's weight.
  private static let weightOfSecond = 0.5
  /// Seconds to either side that the curve is compared with.
  private static let reach = 3.0
  /// How much of the mean around a frame counts as nothing.
  private static let floor = 0.85

  /// Strength relative to the surroundings: around 0 in the mean, around 1 at usual strokes.
  let values: [Double]

  /// Frames from the first to the last in which anything happens; empty where nothing does.
  let active: Range<Int>

  /// - Parameters:
  ///   - notes: in any order.
  ///   - flux: a value a frame, as `SpectralFlux` measures it; none where there is no sound.
  init(notes: [NoteEvent], flux: [Float]) {
    let end = notes.map(\.offset).max() ?? 0
    let count = max(flux.count, Int(end * Self.frameRate) + 2)
    var strokes = [Double](repeating: 0, count: count)
    for note in notes {
      let place = max(0, note.onset * Self.frameRate)
      let frame = min(Int(place), count - 2)
      let length = min(note.offset - note.onset, 1)
      let weight = Double(note.velocity) / 90 * (1 + Self.weightOfSecond * length)
      strokes[frame] += weight * (1 - (place - Double(frame)))
      strokes[frame + 1] += weight * (place - Double(frame))
    }
    let silence = [Double](repeating: 0, count: count - flux.count)
    let rises = normalized(Self.smoothed(flux.map(Double.init) + silence))
    let sum = zip(normalized(Self.smoothed(strokes).map { log1p($0) }), rises).map { $0 + $1 }
    values = Self.relative(sum)
    let first = sum.firstIndex { $0 > 0.3 } ?? 0
    let last = sum.lastIndex { $0 > 0.3 } ?? -1
    active = first..<max(first, max(last + 1, min(count, Int(end * Self.frameRate))))
  }

  /// The value at a time, between frames in proportion.
  func value(atSeconds time: Double) -> Double {
    let place = min(max(0, time * Self.frameRate), Double(values.count - 1))
    let frame = min(Int(place), values.count - 2)
    return values[frame] + (place - Double(frame)) * (values[frame + 1] - values[frame])
  }

  private static func smoothed(_ values: [Double]) -> [Double] {
    let reach = Int(4 * spread * frameRate) + 1
    let kernel = (-reach...reach).map { exp(-0.5 * pow(Double($0) / frameRate / spread, 2)) }
    return values.indices.map { frame in
      (max(0, frame - reach)...min(values.count - 1, frame + reach)).reduce(0) {
        $0 + values[$1] * kernel[$1 - frame + reach]
      }
    }
  }

  /// How far each value lies above what surrounds it, in units of how much that varies.
  private static func relative(_ values: [Double]) -> [Double] {
    let means = boxMeans(values)
    let squares = boxMeans(values.map { $0 * $0 })
    let least = 0.2 * (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    return values.indices.map {
      (values[$0] - floor * means[$0]) / max(squares[$0].squareRoot(), least + 1e-9)
    }
  }

  private static func boxMeans(_ values: [Double]) -> [Double] {
    let reach = Int(Self.reach * frameRate)
    var sums = [0.0]
    for value in values { sums.append(sums[sums.count - 1] + value) }
    return values.indices.map {
      let (first, end) = (max(0, $0 - reach), min(values.count, $0 + reach + 1))
      return (sums[end] - sums[first]) / Double(end - first)
    }
  }
}

/// The values with a root mean square of 1; zeros stay.
private func normalized(_ values: [Double]) -> [Double] {
  let power = values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))
  return power > 0 ? values.map { $0 / power.squareRoot() } : values
}
