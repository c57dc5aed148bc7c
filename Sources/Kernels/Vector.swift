// Everything in this module works on pointers, scalars and SIMD values only. Generic code, arrays
// and closures stay with the callers, so that the module can be compiled for several instruction
// sets without leaving copies of shared code behind that only some machines can run.

/// Eight neighbouring frames: the unit of all arithmetic along time.
package typealias Vector = SIMD8<Float>

/// Lanes of a `Vector`.
@inline(__always)
package var laneCount: Int { 8 }

@inline(__always)
func load(_ pointer: UnsafePointer<Float>) -> Vector {
  UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
}

@inline(__always)
func store(_ vector: Vector, to pointer: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: Vector.self)
}

/// Zeroes the lanes from `count` on, for the last vector of a row.
@inline(__always)
func keepFirst(_ count: Int, of vector: Vector) -> Vector {
  let lane = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)
  return vector.replacing(with: 0, where: lane .>= Int32(truncatingIfNeeded: count))
}

@inline(__always)
func rectify(_ vector: Vector) -> Vector {
  vector.replacing(with: 0, where: vector .< 0)
}
