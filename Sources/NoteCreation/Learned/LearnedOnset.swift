#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the network for onsets says of a candidate.
struct LearnedOnset {
  /// Seconds that an output of 1 stands for.
  private static let unit = 0.02
  /// Weaker peaks of the onset posteriorgram are never onsets.
  static let floor: Float = 0.3
  /// The most that an onset lies from its frame, in seconds.
  static let farthest = 0.08

  /// That it is an onset.
  let logOdds: Double
  /// Seconds from the time of its frame to the onset.
  let delay: Double

  /// - Parameter outputs: of the network.
  init(_ outputs: SIMD2<Float>) {
    logOdds = Double(outputs[0])
    delay = min(Self.farthest, max(-Self.farthest, Self.unit * Double(outputs[1])))
  }

  /// How likely it is an onset.
  var probability: Double { 1 / (1 + exp(-logOdds)) }
}
