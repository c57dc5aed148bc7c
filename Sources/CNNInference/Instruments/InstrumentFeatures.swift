import Arithmetic
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the network of instruments is shown of each frame: how loud each band is beside the loudest nearby,
/// and how much louder it becomes, both from 0 to 1.
///
/// `Training/instruments.py`, `prepare`, is the definition.
struct InstrumentFeatures: Sendable {
  /// How loud, and how much louder.
  static let channelCount = 2
  /// Frames to either side in which the loudest band is looked for.
  static let nearby = 32
  /// Decibels below it that count as silence.
  private static let dynamicRange: Float = 60
  private static let powerFloor: Float = 1e-10

  private let arithmetic: Arithmetic
  /// Decibels of shape (frames, bands), and the greatest of each frame.
  private var levels: [Float] = []
  private var highest: [Float] = []
  /// The frame that the first of these is.
  private var first = 0

  /// Frames taken in.
  var frameCount: Int { first + highest.count }

  /// Starts before the first frame.
  init(_ arithmetic: Arithmetic) { self.arithmetic = arithmetic }

  /// Takes in the powers of a frame's bands.
  mutating func append(_ powers: [Float]) {
    // The kernel adds the least power that counts; here nothing counts as less.
    var decibels = powers.map { max($0 - Self.powerFloor, 0) }
    decibels.withUnsafeMutableBufferPointer {
      arithmetic.decibels($0.baseAddress!, count: $0.count)
    }
    levels += decibels
    highest.append(decibels.max() ?? 0)
  }

  /// Frames before one are not asked for any more.
  mutating func forget(before frame: Int) {
    let count = max(0, frame - Self.nearby - 1 - first)
    levels.removeFirst(count * BandPowers.bandCount)
    highest.removeFirst(count)
    first += count
  }

  /// Writes rows of shape (2, bands, frames).
  ///
  /// - Precondition: what lies `nearby` of the frames is known, unless it lies outside the recording.
  func write(_ frames: Range<Int>, into map: borrowing FeatureMap) {
    let bandCount = BandPowers.bandCount
    var before = relative(max(0, frames.lowerBound - 1))
    for (column, frame) in frames.enumerated() {
      let now = relative(frame)
      for band in 0..<bandCount {
        map.row(band)[column] = now[band]
        map.row(bandCount + band)[column] = max(0, now[band] - before[band])
      }
      before = now
    }
  }

  /// Bands of a register.
  static let registerLength = 8
  static let registerCount = (BandPowers.bandCount + registerLength - 1) / registerLength

  /// The power of a register in some frames of what was written, relative to the loudest band nearby.
  static func powers(
    ofRegister register: Int, in map: borrowing FeatureMap, frames: Range<Int>,
    with arithmetic: Arithmetic
  ) -> [Float] {
    let first = register * registerLength
    let natural = dynamicRange / 10 * logf(10)
    var powers = [Float](repeating: 0, count: frames.count)
    var band = powers
    for index in first..<min(first + registerLength, BandPowers.bandCount) {
      let row = map.row(index) + frames.lowerBound
      for i in band.indices { band[i] = natural * (row[i] - 1) }
      arithmetic.exponentials(&band, count: band.count)
      for i in band.indices { powers[i] += band[i] }
    }
    return powers
  }

  /// How loud each band of a frame is beside the loudest nearby.
  private func relative(_ frame: Int) -> [Float] {
    let around = max(0, frame - Self.nearby)..<min(frameCount, frame + Self.nearby + 1)
    let loudest = highest[around.lowerBound - first..<around.upperBound - first].max() ?? 0
    let start = (frame - first) * BandPowers.bandCount
    return levels[start..<start + BandPowers.bandCount].map {
      min(max(($0 - loudest) / Self.dynamicRange + 1, 0), 1)
    }
  }
}
