#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Sines and cosines of whole parts of a turn.
struct UnitCircle {
  private let turns: [(cosine: Double, sine: Double)]

  init(points: Int) {
    turns = (0..<points).map {
      let angle = 2 * Double.pi * Double($0) / Double(points)
      return (cos(angle), sin(angle))
    }
  }

  /// The point after `index` steps, in either direction.
  subscript(index: Int) -> (cosine: Double, sine: Double) {
    let remainder = index % turns.count
    return turns[remainder < 0 ? remainder + turns.count : remainder]
  }
}
