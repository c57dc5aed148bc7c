#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The most convincing row of beats in a curve: dynamic programming over the frame of a beat and the
/// period that led to it.
///
/// A beat is worth the curve at it and some of that half-way or at the thirds before it. Quick beats
/// must be worth more: a beat counts by the square root of its period, so that a level of the metre
/// is judged by what it adds. A period costs what it differs from the last one, on a logarithmic
/// scale, but never more than a new beginning.
struct BeatPath: Sendable {
  /// What a beat adds of the curve between it and the beat before.
  private static let shareOfDivision = 0.35
  /// What a change of tempo by the factor e costs.
  private static let stiffness = 14.0
  /// What any change of tempo costs at most.
  private static let jump = 8.0
  /// Octaves from the preferred tempo at which a period costs half of a beat.
  private static let octaves = 0.9
  /// Frames of a period whose beats have the weight 1.
  private static let unit = 43.0
  /// Stands for the beginning among the predecessors.
  private static let beginning = UInt8.max

  /// Frames from a beat to the next, shortest first.
  private let periods: [Int]
  private let weights: [Double]
  private let preferences: [Double]
  /// What it costs to go from a period to the next longer one.
  private let steps: [Double]

  /// - Parameters:
  ///   - tempi: beats a minute that come into question.
  ///   - preferred: beats a minute that are most likely.
  init(tempi: ClosedRange<Double>, preferred: Double) {
    let framesPerMinute = 60 * OnsetCurve.frameRate
    let shortest = Int(framesPerMinute / tempi.upperBound)
    let periods = Array(shortest...max(shortest, Int(framesPerMinute / tempi.lowerBound) + 1))
    precondition(periods.count < Int(Self.beginning), "periods fit into a byte")
    self.periods = periods
    weights = periods.map { (Double($0) / Self.unit).squareRoot() }
    preferences = periods.map {
      let distance = log2(framesPerMinute / Double($0) / preferred) / Self.octaves
      return -0.5 * distance * distance * Double($0) / Self.unit
    }
    steps = zip(periods, periods.dropFirst()).map {
      Self.stiffness * log(Double($1) / Double($0))
    }
  }

  /// The frames of the beats; none for a curve shorter than a period.
  ///
  /// A byte for each frame and period is kept: some 6 kB a second.
  func beats(in curve: [Double]) -> [Int] {
    let (count, rows) = (periods.count, periods[periods.count - 1] + 1)
    guard curve.count > rows else { return [] }
    // What the best row of beats is worth that ends in a frame, by its last period: first itself,
    // then as the next period finds it.
    var worths = [[Double]](repeating: [], count: rows)
    var offers = worths
    var sources = [[UInt8]](repeating: [], count: rows)
    var predecessors = [UInt8](repeating: Self.beginning, count: curve.count * count)
    for frame in curve.indices {
      var worth = [Double](repeating: 0, count: count)
      for (index, period) in periods.enumerated() {
        worth[index] = value(of: index, at: frame, in: curve)
        guard frame >= period else { continue }
        let row = (frame - period) % rows
        let offer = offers[row][index]
        // Before a second period has passed, the row may begin here.
        if frame < 2 * period, offer < 0 { continue }
        worth[index] += offer
        predecessors[frame * count + index] = sources[row][index]
      }
      (offers[frame % rows], sources[frame % rows]) = offer(worth)
      worths[frame % rows] = worth
    }
    return trace(predecessors, from: end(worths, frameCount: curve.count))
  }

  /// What a beat is worth by itself.
  private func value(of index: Int, at frame: Int, in curve: [Double]) -> Double {
    let period = periods[index]
    guard frame >= period else { return weights[index] * curve[frame] + preferences[index] }
    let half = curve[frame - period / 2]
    let thirds = 0.7 * (curve[frame - period / 3] + curve[frame - 2 * period / 3])
    let division = Self.shareOfDivision * max(half, thirds)
    return weights[index] * (curve[frame] + division) + preferences[index]
  }

  /// For each period the best that it can follow, less what the change costs; and which that is.
  private func offer(_ worth: [Double]) -> (worths: [Double], sources: [UInt8]) {
    var (offers, sources) = (worth, worth.indices.map { UInt8($0) })
    for index in worth.indices.dropFirst()
    where offers[index - 1] - steps[index - 1] > offers[index] {
      (offers[index], sources[index]) = (offers[index - 1] - steps[index - 1], sources[index - 1])
    }
    for index in worth.indices.dropLast().reversed()
    where offers[index + 1] - steps[index] > offers[index] {
      (offers[index], sources[index]) = (offers[index + 1] - steps[index], sources[index + 1])
    }
    guard let best = worth.indices.max(by: { worth[$0] < worth[$1] }) else { return ([], []) }
    for index in worth.indices where worth[best] - Self.jump > offers[index] {
      (offers[index], sources[index]) = (worth[best] - Self.jump, UInt8(best))
    }
    return (offers, sources)
  }

  /// The best last beat: less than a period before the end.
  private func end(_ worths: [[Double]], frameCount: Int) -> (frame: Int, index: Int) {
    var best = (worth: -Double.infinity, frame: 0, index: 0)
    for (index, period) in periods.enumerated() {
      for frame in frameCount - period..<frameCount {
        let worth = worths[frame % worths.count][index]
        if worth > best.worth { best = (worth, frame, index) }
      }
    }
    return (best.frame, best.index)
  }

  private func trace(_ predecessors: [UInt8], from end: (frame: Int, index: Int)) -> [Int] {
    var (frame, index) = end
    var beats = [frame]
    while case let source = predecessors[frame * periods.count + index], source != Self.beginning {
      frame -= periods[index]
      index = Int(source)
      beats.append(frame)
    }
    return beats.reversed()
  }
}
