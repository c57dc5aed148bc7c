extension [NotePair] {
  /// The pairs whose velocities agree too; nil if some note has none.
  ///
  /// The truth's velocities are put on a scale from 0 to 1, the estimate's on the line that fits
  /// them best in the sense of least squares, since nobody knows how loud a velocity is.
  ///
  /// Source: Hawthorne et al., "Onsets and Frames", 2018; mir_eval 0.8, `transcription_velocity`.
  func agreeingInVelocity(
    _ truth: Annotation, _ estimate: Annotation, within tolerance: Double
  ) -> [NotePair]? {
    guard let played = truth.velocities, let heard = estimate.velocities else { return nil }
    guard let softest = played.min(), let loudest = played.max() else { return [] }
    // A range of less than 1 would blow up differences that nobody meant.
    let range = Swift.max(1, loudest - softest)
    let targets = map { (played[$0.truth] - softest) / range }
    let line = RegressionLine(from: map { heard[$0.estimate] }, to: targets)
    return zip(self, targets).filter { pair, target in
      abs(line.value(at: heard[pair.estimate]) - target) < tolerance
    }.map(\.0)
  }
}

/// The line through points that leaves the least sum of squares.
private struct RegressionLine {
  private let center: Double
  private let height: Double
  private let slope: Double

  /// Where all abscissas are equal the line is level, which is the shortest solution.
  init(from abscissas: [Double], to ordinates: [Double]) {
    let count = Double(Swift.max(1, abscissas.count))
    let center = abscissas.reduce(0, +) / count
    let height = ordinates.reduce(0, +) / count
    let spread = abscissas.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let covariance = zip(abscissas, ordinates).reduce(0) {
      $0 + ($1.0 - center) * ($1.1 - height)
    }
    slope = spread > 0 ? covariance / spread : 0
    self.center = center
    self.height = height
  }

  func value(at abscissa: Double) -> Double { height + slope * (abscissa - center) }
}
