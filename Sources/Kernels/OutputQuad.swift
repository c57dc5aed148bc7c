/// Two vectors side by side in a row.
struct VectorPair {
  var first: Vector
  var second: Vector

  @inline(__always)
  init(_ first: Vector, _ second: Vector) {
    self.first = first
    self.second = second
  }

  @inline(__always)
  init(from row: UnsafePointer<Float>) {
    self.init(load(row), load(row + laneCount))
  }

  @inline(__always)
  static func repeating(_ value: Float) -> VectorPair {
    VectorPair(Vector(repeating: value), Vector(repeating: value))
  }

  /// This + x · weight.
  @inline(__always)
  func adding(_ x: VectorPair, times weight: Float) -> VectorPair {
    let y = Vector(repeating: weight)
    return VectorPair(add(first, x.first, times: y), add(second, x.second, times: y))
  }

  @inline(__always)
  var rectified: VectorPair { VectorPair(rectify(first), rectify(second)) }

  /// Writes both; lanes from `count` on become zero.
  @inline(__always)
  func store(to row: UnsafeMutablePointer<Float>, keepingFirst count: Int) {
    if count >= 2 * laneCount {
      Self.write(first, second, to: row)
    } else {
      Self.write(
        keepFirst(count, of: first), keepFirst(count - laneCount, of: second), to: row)
    }
  }

  @inline(__always)
  private static func write(
    _ first: Vector, _ second: Vector, to row: UnsafeMutablePointer<Float>
  ) {
    UnsafeMutableRawPointer(row).storeBytes(of: first, as: Vector.self)
    UnsafeMutableRawPointer(row + laneCount).storeBytes(of: second, as: Vector.self)
  }
}

/// The sums of four outputs, each a pair of vectors: as many as the registers of plain x86-64 hold.
struct OutputQuad {
  var sum0: VectorPair
  var sum1: VectorPair
  var sum2: VectorPair
  var sum3: VectorPair

  /// Starts from biases.
  @inline(__always)
  init(bias: UnsafePointer<Float>) {
    sum0 = .repeating(bias[0])
    sum1 = .repeating(bias[1])
    sum2 = .repeating(bias[2])
    sum3 = .repeating(bias[3])
  }

  /// Starts from what the outputs hold.
  @inline(__always)
  init(from output: UnsafePointer<Float>, stride: Int) {
    sum0 = VectorPair(from: output)
    sum1 = VectorPair(from: output + stride)
    sum2 = VectorPair(from: output + 2 * stride)
    sum3 = VectorPair(from: output + 3 * stride)
  }

  @inline(__always)
  mutating func add(_ x: VectorPair, times weights: UnsafePointer<Float>) {
    sum0 = sum0.adding(x, times: weights[0])
    sum1 = sum1.adding(x, times: weights[1])
    sum2 = sum2.adding(x, times: weights[2])
    sum3 = sum3.adding(x, times: weights[3])
  }

  @inline(__always)
  mutating func rectify() {
    sum0 = sum0.rectified
    sum1 = sum1.rectified
    sum2 = sum2.rectified
    sum3 = sum3.rectified
  }

  @inline(__always)
  func store(to output: UnsafeMutablePointer<Float>, stride: Int, keepingFirst count: Int) {
    sum0.store(to: output, keepingFirst: count)
    sum1.store(to: output + stride, keepingFirst: count)
    sum2.store(to: output + 2 * stride, keepingFirst: count)
    sum3.store(to: output + 3 * stride, keepingFirst: count)
  }
}
