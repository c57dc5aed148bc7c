#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the kernels' transform of one length needs: factors, and where results end up.
struct FourierTables: Sendable {
  /// Length of the transform, 128 or 384.
  let length: Int

  /// Factors between the parts of the transform, then those of the 64-point transforms it ends in.
  let factors: [Float]

  /// The position of each result in the transform's order.
  let positions: [Int32]

  /// The kernels end in transforms of 64 = 8 · 8 points.
  private static let end = 64

  init(length: Int) {
    self.length = length
    let parts = length / Self.end
    factors =
      Self.factors(points: length, parts: parts) + Self.factors(points: Self.end, parts: 8)
    // Result p + parts · (q + 8 · r) is the r-th of the q-th eighth of the p-th part.
    var positions = [Int32](repeating: 0, count: length)
    for p in 0..<parts {
      for q in 0..<8 {
        for r in 0..<8 { positions[p + parts * (q + 8 * r)] = Int32(p * Self.end + q * 8 + r) }
      }
    }
    self.positions = positions
  }

  /// e^(2πi·jk/points), of shape (`points` / `parts`, `parts` − 1, 2), for k ≥ 1.
  private static func factors(points: Int, parts: Int) -> [Float] {
    (0..<points / parts).flatMap { j in
      (1..<parts).flatMap { k in
        let angle = 2 * Double.pi * Double(j * k) / Double(points)
        return [Float(cos(angle)), Float(sin(angle))]
      }
    }
  }
}
