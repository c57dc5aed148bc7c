/// A complex number in every lane.
struct ComplexVector {
  var real: Vector
  var imaginary: Vector

  @inline(__always)
  init(_ real: Vector, _ imaginary: Vector) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The number at a position of a buffer of numbers.
  @inline(__always)
  init(_ buffer: UnsafePointer<Float>, at position: Int) {
    let source = buffer + position * 2 * laneCount
    self.init(load(source), load(source + laneCount))
  }

  @inline(__always)
  func store(to buffer: UnsafeMutablePointer<Float>, at position: Int) {
    let target = UnsafeMutableRawPointer(buffer + position * 2 * laneCount)
    target.storeBytes(of: real, as: Vector.self)
    (target + MemoryLayout<Vector>.size).storeBytes(of: imaginary, as: Vector.self)
  }

  @inline(__always)
  static func + (a: ComplexVector, b: ComplexVector) -> ComplexVector {
    ComplexVector(a.real + b.real, a.imaginary + b.imaginary)
  }

  @inline(__always)
  static func - (a: ComplexVector, b: ComplexVector) -> ComplexVector {
    ComplexVector(a.real - b.real, a.imaginary - b.imaginary)
  }

  /// i times this.
  @inline(__always)
  var turned: ComplexVector { ComplexVector(-imaginary, real) }

  @inline(__always)
  var conjugate: ComplexVector { ComplexVector(real, -imaginary) }

  /// This times the complex number at `factor`.
  @inline(__always)
  func times(_ factor: UnsafePointer<Float>) -> ComplexVector {
    times(factor[0], factor[1])
  }

  @inline(__always)
  func times(_ re: Float, _ im: Float) -> ComplexVector {
    let x = Vector(repeating: re)
    let y = Vector(repeating: im)
    return ComplexVector(
      subtract(real * x, imaginary, times: y), add(imaginary * x, real, times: y))
  }

  /// This + other · factor, for a real factor.
  @inline(__always)
  func adding(_ other: ComplexVector, times factor: Float) -> ComplexVector {
    let x = Vector(repeating: factor)
    return ComplexVector(
      add(real, other.real, times: x), add(imaginary, other.imaginary, times: x))
  }

  /// This + other · the complex number at `factor`.
  @inline(__always)
  func adding(
    _ other: ComplexVector, timesComplex factor: UnsafePointer<Float>
  ) -> ComplexVector {
    let x = Vector(repeating: factor[0])
    let y = Vector(repeating: factor[1])
    return ComplexVector(
      subtract(add(real, other.real, times: x), other.imaginary, times: y),
      add(add(imaginary, other.imaginary, times: x), other.real, times: y))
  }
}
