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
