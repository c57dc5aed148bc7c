import Foundation
import TestSupport
import Testing

@testable import SynthRenderer

/// The C library's functions are right to a unit in the last place, and ours may be off by a few.
@Suite struct PortableTests {
  private func values(_ range: ClosedRange<Double>, seed: UInt64) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return (0..<20_000).map { _ in .random(in: range, using: &generator) }
      + [range.lowerBound, range.upperBound]
  }

  @Test func sineAndCosineAreThose() {
    for range in [-10.0...10, 0...1e-3, 0...4e6] {
      for x in values(range, seed: 1) {
        // The angle itself is known to half a unit in its own last place.
        let tolerance = 3e-16 + x.ulp / 2
        #expect(abs(Portable.sin(x) - Foundation.sin(x)) < tolerance)
        #expect(abs(Portable.cos(x) - Foundation.cos(x)) < tolerance)
      }
    }
    #expect(Portable.sin(0) == 0 && Portable.cos(0) == 1)
  }

  @Test func powersAndLogarithmsAreThose() {
    for x in values(-200...200, seed: 2) {
      #expect(abs(Portable.exp2(x) / Foundation.exp2(x) - 1) < 1e-15)
      // A product rounded before it becomes a power is off by its own last place: 1e-16 · 289 · ln 2.
      #expect(abs(Portable.exp(x) / Foundation.exp(x) - 1) < 3e-14)
    }
    for x in values(1e-9...1e9, seed: 3) + values(0.5...2, seed: 4) {
      #expect(abs(Portable.log2(x) - Foundation.log2(x)) < 1e-15 * max(1, abs(Foundation.log2(x))))
      #expect(abs(Portable.pow(x, 1.6) / Foundation.pow(x, 1.6) - 1) < 3e-14)
    }
  }

  @Test func endsOfTheRangeAreThose() {
    #expect(Portable.exp2(-.infinity) == 0 && Portable.exp2(.infinity) == .infinity)
    #expect(Portable.exp2(0) == 1 && Portable.log2(1) == 0)
    #expect(Portable.log2(.leastNonzeroMagnitude) == -1074)
  }
}
