// Everything in this module works on pointers, scalars and SIMD values only. It is compiled once for
// each instruction set, and the linker keeps one copy of what several objects define: generic code,
// arrays or closures here could leave the whole program with a copy that only some machines can run.

internal import VectorMemory

#if KERNELS_WIDE
  /// Neighbouring frames: the unit of all arithmetic along time.
  typealias Vector = SIMD16<Float>
  typealias IntegerVector = SIMD16<Int32>

  /// Lanes of a `Vector`.
  @inline(always)
  var laneCount: Int { 16 }
#elseif KERNELS_FMA
  /// Neighbouring frames: the unit of all arithmetic along time.
  typealias Vector = SIMD8<Float>
  typealias IntegerVector = SIMD8<Int32>

  /// Lanes of a `Vector`.
  @inline(always)
  var laneCount: Int { 8 }
#else
  /// Neighbouring frames: the unit of all arithmetic along time.
  typealias Vector = SIMD4<Float>
  typealias IntegerVector = SIMD4<Int32>

  /// Lanes of a `Vector`.
  @inline(always)
  var laneCount: Int { 4 }
#endif

@inline(always)
func load(_ source: UnsafePointer<Float>) -> Vector {
  #if KERNELS_WIDE
    load_vector16(source)
  #elseif KERNELS_FMA
    load_vector8(source)
  #else
    load_vector4(source)
  #endif
}

@inline(always)
func store(_ vector: Vector, to target: UnsafeMutablePointer<Float>) {
  #if KERNELS_WIDE
    store_vector16(vector, target)
  #elseif KERNELS_FMA
    store_vector8(vector, target)
  #else
    store_vector4(vector, target)
  #endif
}

/// The smaller in each lane; `a` where either is not a number.
@inline(always)
func smaller(_ a: Vector, _ b: Vector) -> Vector {
  #if KERNELS_WIDE
    smaller_vector16(a, b)
  #elseif KERNELS_FMA
    smaller_vector8(a, b)
  #else
    smaller_vector4(a, b)
  #endif
}

/// The larger in each lane; `a` where either is not a number.
@inline(always)
func larger(_ a: Vector, _ b: Vector) -> Vector {
  #if KERNELS_WIDE
    larger_vector16(a, b)
  #elseif KERNELS_FMA
    larger_vector8(a, b)
  #else
    larger_vector4(a, b)
  #endif
}

/// sum + x · y, in one instruction and rounded once where the machine can.
///
/// Elsewhere `.addingProduct` would call the C library for every lane, 80 times slower.
@inline(always)
func add(_ sum: Vector, _ x: Vector, times y: Vector) -> Vector {
  #if KERNELS_FMA || arch(arm64)
    sum.addingProduct(x, y)
  #else
    sum + x * y
  #endif
}

/// sum − x · y, likewise.
@inline(always)
func subtract(_ sum: Vector, _ x: Vector, times y: Vector) -> Vector {
  #if KERNELS_FMA || arch(arm64)
    sum.addingProduct(-x, y)
  #else
    sum - x * y
  #endif
}

/// Zeroes the lanes from `count` on, for the last vector of a row.
@inline(always)
func keepFirst(_ count: Int, of vector: Vector) -> Vector {
  let count = Int32(truncatingIfNeeded: count)
  #if KERNELS_WIDE
    return keep_first_vector16(vector, count)
  #elseif KERNELS_FMA
    return keep_first_vector8(vector, count)
  #else
    return keep_first_vector4(vector, count)
  #endif
}

@inline(always)
func rectify(_ vector: Vector) -> Vector {
  larger(Vector(repeating: 0), vector)
}
