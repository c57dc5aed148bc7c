/// A sine that dies away, in the form in which many of them are added up fastest.
///
/// A complex number turns and shrinks; its imaginary part is heard. It is known at the next frame and
/// moved on by a whole quantum at a time. The frames between come from a table of the first sixteen,
/// and from what each sixteen have in common with those before them.
package struct DecayingSine {
  /// Frames that are added at a time.
  package static var quantum: Int { 64 }

  /// Multiple of the fundamental frequency, and factor by which the amplitude falls in a frame.
  package let ratio: Double
  package let decay: Double
  /// The complex amplitude at the next frame.
  package var real: Float
  package var imaginary: Float
  /// What sixteen frames multiply it by.
  package var vectorReal: Float
  package var vectorImaginary: Float
  /// What a quantum multiplies it by.
  package var quantumReal: Float
  package var quantumImaginary: Float
  /// The share of it that is let through at the next frame, 0…1, and by how much that grows a frame.
  package var weight: Float
  package var slope: Float
  /// Real and imaginary parts of what 0…15 frames multiply it by.
  package var cosines: SIMD16<Float>
  package var sines: SIMD16<Float>

  /// One that stands still until it is tuned.
  package init(
    ratio: Double = 1, decay: Double = 1, real: Float, imaginary: Float, weight: Float
  ) {
    self.ratio = ratio
    self.decay = decay
    self.real = real
    self.imaginary = imaginary
    self.weight = weight
    vectorReal = 1
    vectorImaginary = 0
    quantumReal = 1
    quantumImaginary = 0
    slope = 0
    cosines = SIMD16(repeating: 1)
    sines = SIMD16(repeating: 0)
  }
}
