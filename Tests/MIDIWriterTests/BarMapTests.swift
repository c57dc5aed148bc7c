import TestSupport
import Testing
import TranscriptionTypes

@Suite struct BarMapTests {
  private let waltz = Metre(beatsPerBar: 3)

  @Test func barsFollowTheSignatures() {
    // Two bars of 4/4, two of 3/4 and a beat, then 6/8; 120 quarters a minute.
    let map = BarMap(timeSignatures: [
      TimeSignature(time: 4, metre: waltz),
      TimeSignature(time: 7.5, metre: Metre(beatsPerBar: 2, isCompound: true)),
    ])
    #expect((0..<8).map(map.time(ofBar:)) == [0, 2, 4, 5.5, 7, 7.5, 9, 10.5])
    #expect(map.barCount(until: 3) == 1.5 && map.barCount(until: 4.75) == 2.5)
    #expect(map.barCount(until: 8.25) == 5.5)
  }

  @Test func signatureAtTheBeginningOfABarAddsNone() {
    // 2.000 000 1 s is a bar by all that ticks can tell.
    for time in [2, 2.000_000_1, 1.999_999_9] {
      let map = BarMap(timeSignatures: [TimeSignature(time: time, metre: waltz)])
      #expect(map.barCount(until: 2.75) < 1.51)
      #expect(map.beat(from: 1.6) == .init(time: map.time(ofBar: 1), number: 1))
      #expect(map.beat(from: 1.4).number == 4)
    }
  }

  @Test func lastOfSignaturesInOnePlaceCounts() {
    let map = BarMap(timeSignatures: [
      TimeSignature(time: 0, metre: Metre(beatsPerBar: 7, denominator: 8)),
      TimeSignature(time: 0, metre: waltz),
    ])
    #expect(map.time(ofBar: 2) == 3)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func beatsLeadFromDownbeatToDownbeat(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    // All in sixteenths of a second, which at these tempi are parts of a beat.
    func times() -> [Double] {
      (0..<4).map { _ in Double(Int.random(in: 0..<320, using: &generator)) / 16 }.sorted()
    }
    let tempi = times().map { time in
      TempoChange(
        time: time, beatsPerMinute: [60, 120, 240].randomElement(using: &generator) ?? 60)
    }
    let signatures = times().map { time in
      TimeSignature(
        time: time,
        metre: Metre(
          beatsPerBar: Int.random(in: 1...7, using: &generator),
          isCompound: Bool.random(using: &generator),
          denominator: [2, 4, 8].randomElement(using: &generator)))
    }
    let map = BarMap(tempoChanges: tempi, timeSignatures: signatures)
    var (last, beats) = (map.beat(from: 0), [map.beat(from: 0)])
    while last.time < 30 {
      // No two beats are as near as this, and it is more than a tick.
      last = map.beat(from: last.time + 0.01)
      beats.append(last)
    }
    #expect(zip(beats, beats.dropFirst()).allSatisfy { $0.time < $1.time })
    #expect(
      zip(beats, beats.dropFirst()).allSatisfy { $1.number == 1 || $1.number == $0.number + 1 })
    let downbeats = beats.filter { $0.number == 1 }.map(\.time)
    let bars = downbeats.indices.map(map.time(ofBar:))
    // Seconds of some tens, in double precision.
    #expect(zip(downbeats, bars).allSatisfy { abs($0 - $1) < 1e-9 })
    for signature in signatures {
      #expect(downbeats.contains { abs($0 - signature.time) < 1e-9 })
    }
  }

  @Test func beatsAreFoundFromAnyTime() {
    let map = BarMap(timeSignatures: [
      TimeSignature(time: 0, metre: Metre(beatsPerBar: 7, denominator: 8))
    ])
    // Eighths of a quarter second; the bar is 1.75 s.
    #expect(map.beat(from: 0) == .init(time: 0, number: 1))
    #expect(map.beat(from: 0.1) == .init(time: 0.25, number: 2))
    #expect(map.beat(from: 1.51) == .init(time: 1.75, number: 1))
    #expect(map.beat(from: 1_750_001.3) == .init(time: 1_750_001.5, number: 7))
  }
}
