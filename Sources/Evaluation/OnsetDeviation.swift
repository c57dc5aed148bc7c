/// How far the onsets of matched notes lie from the truth's; later is positive.
public struct OnsetDeviation: Equatable, Sendable {
  /// Median, in seconds.
  public var median: Double
  /// Interquartile range, in seconds: the middle half of the onsets lies so close together.
  public var interquartileRange: Double
}

extension OnsetDeviation {
  /// Measures pairs; nil if there are none.
  init?(_ pairs: [NotePair], of truth: Annotation, _ estimate: Annotation) {
    guard !pairs.isEmpty else { return nil }
    let deviations = pairs.map { estimate.notes[$0.estimate].onset - truth.notes[$0.truth].onset }
      .sorted()
    self.init(
      median: quantile(0.5, of: deviations),
      interquartileRange: quantile(0.75, of: deviations) - quantile(0.25, of: deviations))
  }

  /// The means of both figures; nil of no deviations.
  static func mean(_ deviations: [OnsetDeviation]) -> OnsetDeviation? {
    guard !deviations.isEmpty else { return nil }
    return OnsetDeviation(
      median: deviations.mean(of: \.median),
      interquartileRange: deviations.mean(of: \.interquartileRange))
  }
}

/// The value below which a fraction of sorted numbers lies, between two of them in proportion.
///
/// Source: numpy, `quantile`, method "linear".
private func quantile(_ fraction: Double, of sorted: [Double]) -> Double {
  let place = fraction * Double(sorted.count - 1)
  let low = Int(place)
  let high = min(low + 1, sorted.count - 1)
  return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
}
