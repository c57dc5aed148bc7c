/// Two vectors side by side in a row.
struct VectorPair {
  var first: Vector
  var second: Vector

  @inline(always)
  init(_ first: Vector, _ second: Vector) {
    self.first = first
    self.second = second
  }

  @inline(always)
  init(from row: UnsafePointer<Float>) {
    self.init(load(row), load(row + laneCount))
  }

  @inline(always)
  static func repeating(_ value: Float) -> VectorPair {
    VectorPair(Vector(repeating: value), Vector(repeating: value))
  }

  @inline(always)
  static func + (a: VectorPair, b: VectorPair) -> VectorPair {
    VectorPair(a.first + b.first, a.second + b.second)
  }

  /// This + x · weight.
  @inline(always)
  func adding(_ x: VectorPair, times weight: Float) -> VectorPair {
    let y = Vector(repeating: weight)
    return VectorPair(add(first, x.first, times: y), add(second, x.second, times: y))
  }

  @inline(always)
  var rectified: VectorPair { VectorPair(rectify(first), rectify(second)) }

  @inline(always)
  func write(to row: UnsafeMutablePointer<Float>) {
    store(first, to: row)
    store(second, to: row + laneCount)
  }

  /// Writes both; lanes from `count` on become zero.
  @inline(always)
  func write(to row: UnsafeMutablePointer<Float>, keepingFirst count: Int) {
    if count >= 2 * laneCount {
      write(to: row)
    } else {
      store(keepFirst(count, of: first), to: row)
      store(keepFirst(count - laneCount, of: second), to: row + laneCount)
    }
  }
}

/// The sums of four outputs, each a pair of vectors: as many as the registers of plain x86-64 hold.
struct OutputQuad {
  var sum0: VectorPair
  var sum1: VectorPair
  var sum2: VectorPair
  var sum3: VectorPair

  /// Starts from biases.
  @inline(always)
  init(bias: UnsafePointer<Float>) {
    sum0 = .repeating(bias[0])
    sum1 = .repeating(bias[1])
    sum2 = .repeating(bias[2])
    sum3 = .repeating(bias[3])
  }

  /// Starts from what the outputs hold.
  @inline(always)
  init(from output: UnsafePointer<Float>, stride: Int) {
    sum0 = VectorPair(from: output)
    sum1 = VectorPair(from: output + stride)
    sum2 = VectorPair(from: output + 2 * stride)
    sum3 = VectorPair(from: output + 3 * stride)
  }

  @inline(always)
  mutating func add(_ x: VectorPair, times weights: UnsafePointer<Float>) {
    sum0 = sum0.adding(x, times: weights[0])
    sum1 = sum1.adding(x, times: weights[1])
    sum2 = sum2.adding(x, times: weights[2])
    sum3 = sum3.adding(x, times: weights[3])
  }

  @inline(always)
  mutating func rectify() {
    sum0 = sum0.rectified
    sum1 = sum1.rectified
    sum2 = sum2.rectified
    sum3 = sum3.rectified
  }

  @inline(always)
  func write(to output: UnsafeMutablePointer<Float>, stride: Int, keepingFirst count: Int) {
    sum0.write(to: output, keepingFirst: count)
    sum1.write(to: output + stride, keepingFirst: count)
    sum2.write(to: output + 2 * stride, keepingFirst: count)
    sum3.write(to: output + 3 * stride, keepingFirst: count)
  }
}
