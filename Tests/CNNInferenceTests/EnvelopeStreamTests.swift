import Arithmetic
import CNNInference
import TestSupport
import Testing
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A small network of random weights answers as its definition in NumPy does.
@Suite struct EnvelopeStreamTests {
  private static let frameCount = 2403
  private static let families = 10

  /// The numbers of `make_instrument_fixtures.py`, and a power of its own in each frame.
  private static let powers: BandPowers = {
    let bandCount = BandPowers.bandCount
    let bands = (0..<frameCount * bandCount).map { place in
      var value = UInt32(truncatingIfNeeded: place) &* 2_654_435_761
      value ^= value >> 15
      value = value &* 2_246_822_519
      value ^= value >> 13
      let passage = Double(20 * (place / bandCount / 300 % 2))
      let level = -70 + 60 * Double(value) / 4_294_967_296 - passage
      return Float(pow(10, level / 10))
    }
    return BandPowers(bands: bands, total: (0..<frameCount).map { Float($0 % 7 + 1) })
  }()

  private func envelopes(
    _ arithmetic: Arithmetic, inPartsOf length: Int
  ) throws -> InstrumentEnvelopes {
    let weights = try InstrumentWeights(path: Fixture.path("Instruments/small.bpw"))
    var stream = EnvelopeStream(InstrumentNetwork(weights, arithmetic: arithmetic))
    var envelopes = InstrumentEnvelopes()
    for first in stride(from: 0, to: Self.frameCount, by: length) {
      var part = BandPowers()
      part.append(Self.powers, first..<min(first + length, Self.frameCount))
      envelopes.append(stream.append(part))
    }
    envelopes.append(stream.finish())
    return envelopes
  }

  /// Sums of a few hundred products in another order; shares lie between 0 and 1.
  @Test(arguments: InstructionSet.available)
  func sharesAreThoseOfTheDefinition(instructionSet: InstructionSet) throws {
    let expected = try NumPyArray(fixture: "Instruments/small.shares.npy")
    let found = try envelopes(Arithmetic(instructionSet), inPartsOf: 142)
    #expect(found.frameCount == 600 && expected.shape == [600, Self.families])
    for frame in 0..<600 {
      let total = Self.powers.total[4 * frame..<4 * frame + 4].reduce(0, +) / 4
      for (family, power) in found.powers(inFrame: frame).enumerated() {
        let share = expected.values[frame * Self.families + family]
        #expect(abs(power / total - share) < 1e-4, "frame \(frame), family \(family)")
      }
    }
  }

  /// To the bit.
  @Test(arguments: [1, 3, 172, 1500, 2403])
  func partsOfAnyLengthGiveTheSame(length: Int) throws {
    let arithmetic = try Arithmetic()
    let (parts, whole) = (
      try envelopes(arithmetic, inPartsOf: length), try envelopes(arithmetic, inPartsOf: 142)
    )
    #expect(parts == whole)
  }

  /// Four frames become one, in the middle of theirs: 1.5 · 256 / 22 050 s, and then every 1024 samples.
  @Test func framesHaveTimes() throws {
    let times = try envelopes(try Arithmetic(), inPartsOf: 2403).times
    #expect(abs(times[0] - 0.017415) < 1e-6 && abs(times[1] - 0.063855) < 1e-6)
    // The last of all: frames 2396 … 2399, in window 16.
    #expect(abs(times[599] - (16 * 36_164 + 125.5 * 256) / 22_050) < 1e-6)
  }

  @Test func tooFewFramesMakeNone() throws {
    let weights = try InstrumentWeights(path: Fixture.path("Instruments/small.bpw"))
    var stream = EnvelopeStream(InstrumentNetwork(weights, arithmetic: try Arithmetic()))
    var part = BandPowers()
    part.append(Self.powers, 0..<3)
    let envelopes = [stream.append(part), stream.finish()]
    #expect(envelopes.allSatisfy { $0.frameCount == 0 })
  }

  @Test func filesOfOtherNetworksAreRefused() throws {
    #expect(throws: ModelError.self) { try InstrumentWeights(path: Fixture.model) }
  }
}
