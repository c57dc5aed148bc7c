/// Multiply-adds that `runMultiplyAdds` does a round: registers times lanes.
public let multiplyAddsPerRound = 12 * Vector.scalarCount

#if WIDTH16
  /// As many lanes as a register of AVX-512 has.
  public typealias Vector = SIMD16<Float>
#elseif WIDTH8
  /// As many lanes as a register of AVX2 has.
  public typealias Vector = SIMD8<Float>
#else
  /// As many lanes as every x86-64 and arm64 register has.
  public typealias Vector = SIMD4<Float>
#endif

/// Multiplies and adds in registers only: how fast the processor can be.
///
/// Twelve sums, none of which waits for another, hide the latency of a multiply-add.
///
/// - Returns: something that depends on every sum, so that none is optimised away.
@inline(never)
public func runMultiplyAdds(rounds: Int, by factor: Float) -> Float {
  let factor = Vector(repeating: factor)
  var a = Vector(repeating: 0)
  var b = Vector(repeating: 1)
  var c = Vector(repeating: 2)
  var d = Vector(repeating: 3)
  var e = Vector(repeating: 4)
  var f = Vector(repeating: 5)
  var g = Vector(repeating: 6)
  var h = Vector(repeating: 7)
  var i = Vector(repeating: 8)
  var j = Vector(repeating: 9)
  var k = Vector(repeating: 10)
  var l = Vector(repeating: 11)
  for _ in 0..<rounds {
    a = multiplyAdd(a, factor)
    b = multiplyAdd(b, factor)
    c = multiplyAdd(c, factor)
    d = multiplyAdd(d, factor)
    e = multiplyAdd(e, factor)
    f = multiplyAdd(f, factor)
    g = multiplyAdd(g, factor)
    h = multiplyAdd(h, factor)
    i = multiplyAdd(i, factor)
    j = multiplyAdd(j, factor)
    k = multiplyAdd(k, factor)
    l = multiplyAdd(l, factor)
  }
  let sum = ((a + b) + (c + d)) + ((e + f) + (g + h)) + ((i + j) + (k + l))
  return sum[0]
}

@inline(__always)
private func multiplyAdd(_ sum: Vector, _ factor: Vector) -> Vector {
  #if FUSED || arch(arm64)
    factor.addingProduct(sum, factor)
  #else
    factor + sum * factor
  #endif
}
