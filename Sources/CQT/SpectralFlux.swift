#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

import TranscriptionTypes

/// How much louder a recording becomes, frame by frame: what is struck, drums too, shows as a peak.
///
/// A frame every 256 samples; 24 bands, as wide as the ear's from some 200 Hz on. Spectra are taken at
/// every other frame: the frame between two has the mean over the bands of how many decibels the second
/// is louder than the first, at most 20, and the others have the mean of their neighbours. What lies 60 dB
/// below the loudest band so far counts as silence.
public struct SpectralFlux: Sendable {
  private static let windowLength = 1024
  private static let hopLength = 2 * ModelConstants.hopLength
  private static let bandCount = 24
  private static let greatestRise: Float = 20
  private static let dynamicRange: Float = 60

  private let plan = FourierPlan(length: windowLength)
  private let window: [Float]
  /// Bins at which the bands begin, and the one after the last.
  private let edges: [Int]
  /// Samples that frames to come still need; half a window of silence precedes the recording.
  private var samples = [Float](repeating: 0, count: windowLength / 2)
  /// Memory to work in: a frame under the window, and its spectrum.
  private var frame = [Float](repeating: 0, count: windowLength)
  private var powers = [Float](repeating: 0, count: windowLength / 2 + 1)
  /// Decibels of the last spectrum; none before the first.
  private var levels: [Float] = []
  private var lastRise: Float = 0
  private var loudest: Float = -90

  /// Starts before the first sample.
  public init() {
    let length = Double(Self.windowLength)
    // A sine of full scale has 1 in its bin.
    window = (0..<Self.windowLength).map {
      Float((0.5 - 0.5 * cos(2 * Double.pi * Double($0) / length)) * 4 / length)
    }
    let last = Self.windowLength / 2 + 1
    let ratio = pow(Double(last) / 2, 1 / Double(Self.bandCount))
    var edges = [2]
    for band in 1...Self.bandCount {
      edges.append(max(edges[band - 1] + 1, Int((2 * pow(ratio, Double(band))).rounded())))
    }
    edges[Self.bandCount] = last
    self.edges = edges
  }

  /// Takes the samples that follow, mono at 22 050 Hz.
  ///
  /// - Returns: the frames that are certain now.
  public mutating func append(_ block: [Float]) -> [Float] {
    samples += block
    var rises: [Float] = []
    var first = 0
    while first + Self.windowLength <= samples.count {
      rises += pair(to: measure(from: first))
      first += Self.hopLength
    }
    samples.removeFirst(first)
    return rises
  }

  /// The frames that are left; in all there are as many as the recording has hops.
  public mutating func finish() -> [Float] {
    append([Float](repeating: 0, count: Self.windowLength / 2))
      + (levels.isEmpty ? [] : [lastRise / 2])
  }

  /// Decibels of each band in one frame.
  private mutating func measure(from first: Int) -> [Float] {
    for n in 0..<Self.windowLength { frame[n] = samples[first &+ n] * window[n] }
    plan.power(of: &frame, into: &powers, stride: 1)
    let bands = zip(edges, edges.dropFirst()).map { start, end in
      var sum: Float = 0
      for bin in start..<end { sum += powers[bin] }
      return 10 * log10(max(1e-9, sum))
    }
    loudest = max(loudest, bands.max() ?? loudest)
    return bands.map { max($0, loudest - Self.dynamicRange) }
  }

  /// The values of the two frames before a spectrum.
  private mutating func pair(to next: [Float]) -> [Float] {
    defer { levels = next }
    if levels.isEmpty { return [] }
    let rises = zip(levels, next).map { min(max(0, $1 - $0), Self.greatestRise) }
    let rise = rises.reduce(0, +) / Float(Self.bandCount)
    defer { lastRise = rise }
    return [(lastRise + rise) / 2, rise]
  }
}
