/// A little room: eight echoes that feed one another, darker with every reflection.
///
/// A feedback delay network, a lane an echo. Each gives what it heard a while ago, a little weaker
/// and smoother; a Hadamard matrix, which neither adds nor loses energy, spreads it over all eight.
///
/// Source: Jot and Chaigne, "Digital delay networks for designing artificial reverberators", 1991.
struct Room {
  /// Seconds until it is 60 dB quieter.
  private static let decayTime = 0.7
  /// Seconds to the walls and back: no two have much in common that could be heard.
  private static let delays = SIMD8(0.0173, 0.0211, 0.0239, 0.0277, 0.0313, 0.0361, 0.0397, 0.0433)
  /// Share of the sample before, in a reflection.
  private static let smoothness: Float = 0.3
  /// Amplitude of what it gives.
  private static let level: Float = 0.16

  /// Frames for which it is heard after the last sound: to −90 dB.
  let ringLength: Int

  /// Frames from hearing to giving, and what is left by then.
  private let delays: SIMD8<Int>
  private let gains: SIMD8<Float>
  /// What went into the echoes: a power of two of frames, over and over.
  private var memory: [SIMD8<Float>]
  /// Where the next goes.
  private var next = 0
  private var previous = SIMD8<Float>.zero

  init(sampleRate: Double) {
    ringLength = Int(1.5 * Self.decayTime * sampleRate)
    let seconds = Self.delays
    delays = SIMD8<Int>(seconds * sampleRate)
    gains = SIMD8((0..<8).map { Float(Portable.pow(10, -3 * seconds[$0] / Self.decayTime)) })
    let longest = delays[7] + 1
    memory = Array(repeating: .zero, count: 1 << (Int.bitWidth - longest.leadingZeroBitCount))
  }

  /// Forgets all it has heard.
  mutating func clear() {
    for i in memory.indices { memory[i] = .zero }
    previous = .zero
  }

  /// Adds what the room makes of the first `count` frames that are sent to it to a block.
  mutating func resound(
    _ count: Int, of sent: StereoBlock, into block: inout StereoBlock, at start: Int
  ) {
    var (next, previous) = (self.next, self.previous)
    let (delays, gains) = (self.delays, self.gains)
    memory.withUnsafeMutableBufferPointer { memory in
      block.withSides(start..<start + count) { left, right in
        for i in left.indices {
          let given = Self.echoes(delays, before: next, in: memory)
          let smooth = gains * ((1 - Self.smoothness) * given + Self.smoothness * previous)
          previous = given
          let (x, y) = (sent.left[i], sent.right[i])
          // The left side goes into the even echoes and comes out of them, with either sign.
          memory[next] = Self.spread(smooth) + SIMD8(x, y, x, y, x, y, x, y)
          let pairs = smooth.lowHalf - smooth.highHalf
          left[i] += Self.level * (pairs[0] + pairs[2])
          right[i] += Self.level * (pairs[1] + pairs[3])
          next = (next &+ 1) & (memory.count &- 1)
        }
      }
    }
    (self.next, self.previous) = (next, previous)
  }

  /// What each echo heard its delay ago.
  @inline(__always)
  private static func echoes(
    _ delays: SIMD8<Int>, before next: Int, in memory: UnsafeMutableBufferPointer<SIMD8<Float>>
  ) -> SIMD8<Float> {
    let mask = memory.count &- 1
    return SIMD8(
      memory[(next &- delays[0]) & mask][0], memory[(next &- delays[1]) & mask][1],
      memory[(next &- delays[2]) & mask][2], memory[(next &- delays[3]) & mask][3],
      memory[(next &- delays[4]) & mask][4], memory[(next &- delays[5]) & mask][5],
      memory[(next &- delays[6]) & mask][6], memory[(next &- delays[7]) & mask][7])
  }

  /// The Hadamard matrix, as three rounds of sums and differences.
  @inline(__always)
  private static func spread(_ x: SIMD8<Float>) -> SIMD8<Float> {
    let a = SIMD8(lowHalf: x.lowHalf + x.highHalf, highHalf: x.lowHalf - x.highHalf)
    let b = SIMD8(lowHalf: a.evenHalf + a.oddHalf, highHalf: a.evenHalf - a.oddHalf)
    let c = SIMD8(lowHalf: b.evenHalf + b.oddHalf, highHalf: b.evenHalf - b.oddHalf)
    return 0.353_553_39 * c
  }
}
