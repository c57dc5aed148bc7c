// Everything in this module works on pointers, scalars and SIMD values only. It is compiled once for
// each instruction set, and the linker keeps one copy of what several objects define: generic code,
// arrays or closures here could leave the whole program with a copy that only some machines can run.

#if KERNELS_WIDE
  /// Neighbouring frames: the unit of all arithmetic along time.
  typealias Vector = SIMD16<Float>
  typealias IntegerVector = SIMD16<Int32>

  /// Lanes of a `Vector`.
  @inline(__always)
  var laneCount: Int { 16 }

  @inline(__always)
  private var laneNumbers: IntegerVector {
    IntegerVector(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  }
#elseif KERNELS_FMA
  /// Neighbouring frames: the unit of all arithmetic along time.
  typealias Vector = SIMD8<Float>
  typealias IntegerVector = SIMD8<Int32>

  /// Lanes of a `Vector`.
  @inline(__always)
  var laneCount: Int { 8 }

  @inline(__always)
  private var laneNumbers: IntegerVector { IntegerVector(0, 1, 2, 3, 4, 5, 6, 7) }
#else
  /// Neighbouring frames: the unit of all arithmetic along time.
  typealias Vector = SIMD4<Float>
  typealias IntegerVector = SIMD4<Int32>

  /// Lanes of a `Vector`.
  @inline(__always)
  var laneCount: Int { 4 }

  @inline(__always)
  private var laneNumbers: IntegerVector { IntegerVector(0, 1, 2, 3) }
#endif

@inline(__always)
func load(_ pointer: UnsafePointer<Float>) -> Vector {
  UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
}

@inline(__always)
func store(_ vector: Vector, to pointer: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: Vector.self)
}

/// sum + x · y, in one instruction and rounded once where the machine can.
///
/// Elsewhere `.addingProduct` would call the C library for every lane, 80 times slower.
@inline(__always)
func add(_ sum: Vector, _ x: Vector, times y: Vector) -> Vector {
  #if KERNELS_FMA || arch(arm64)
    sum.addingProduct(x, y)
  #else
    sum + x * y
  #endif
}

/// sum − x · y, likewise.
@inline(__always)
func subtract(_ sum: Vector, _ x: Vector, times y: Vector) -> Vector {
  #if KERNELS_FMA || arch(arm64)
    sum.addingProduct(-x, y)
  #else
    sum - x * y
  #endif
}

/// Zeroes the lanes from `count` on, for the last vector of a row.
@inline(__always)
func keepFirst(_ count: Int, of vector: Vector) -> Vector {
  vector.replacing(with: 0, where: laneNumbers .>= Int32(truncatingIfNeeded: count))
}

@inline(__always)
func rectify(_ vector: Vector) -> Vector {
  vector.replacing(with: 0, where: vector .< 0)
}
