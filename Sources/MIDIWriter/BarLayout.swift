import TranscriptionTypes

/// Beats and bars as the ticks, tempi and time signatures of a file.
///
/// Bars begin at the beginning of the file: beats are put before the first one that was found, and a
/// bar that lacks beats has a time signature of its own. Tempi are whole microseconds a quarter, each
/// chosen so that the next beat is where it should be: nothing adds up.
struct BarLayout {
  /// A tempo each, where it changes.
  private(set) var tempi: [(tick: Int, microseconds: Int)] = []
  private(set) var signatures: [TimeSignature] = []
  private(set) var map: TempoMap

  /// Below this part of a period, what precedes the first beat is no beat.
  private static let leastLead = 0.25

  init(_ grid: BeatGrid, ticksPerQuarter: Int) {
    let (times, numbers) = Self.fromBeginning(grid)
    let ticksPerBeat = grid.metre.quartersPerBeat * Double(ticksPerQuarter)
    func tick(_ beat: Int) -> Int { Int((Double(beat) * ticksPerBeat).rounded()) }
    map = TempoMap(ticksPerQuarter: ticksPerQuarter)
    for beat in times.indices.dropLast() {
      let quarters = Double(tick(beat + 1) - tick(beat)) / Double(ticksPerQuarter)
      let seconds = times[beat + 1] - map.seconds(atTick: tick(beat))
      let range = TempoMap.microseconds
      let exact = (1e6 * seconds / quarters).rounded()
      let microseconds = Int(
        min(max(Double(range.lowerBound), exact), Double(range.upperBound)))
      guard microseconds != tempi.last?.microseconds else { continue }
      tempi.append((tick(beat), microseconds))
      map.append(
        tick: tick(beat),
        secondsPerTick: TempoMap.secondsPerTick(
          microseconds: microseconds, ticksPerQuarter: ticksPerQuarter))
    }
    appendSignatures(numbers, grid.metre) { [map] in map.seconds(atTick: tick($0)) }
  }

  /// The tempi as changes, in seconds.
  var changes: [TempoChange] {
    tempi.map {
      TempoChange(
        time: map.seconds(atTick: $0.tick), beatsPerMinute: 6e7 / Double($0.microseconds))
    }
  }

  private mutating func appendSignatures(
    _ numbers: [Int], _ metre: Metre, seconds: (Int) -> Double
  ) {
    let starts = [0] + numbers.indices.dropFirst().filter { numbers[$0] <= numbers[$0 - 1] }
    for (bar, start) in starts.enumerated() {
      // What follows the last bar's beginning may be as much as there should be.
      let count =
        bar + 1 < starts.count ? starts[bar + 1] - start : metre.beatsPerBar - numbers[start] + 1
      let metre = metre.with(beatsPerBar: max(1, count))
      if signatures.last?.metre != metre {
        signatures.append(TimeSignature(time: seconds(start), metre: metre))
      }
    }
  }

  /// The beats from 0 seconds on, and their numbers.
  private static func fromBeginning(_ grid: BeatGrid) -> (times: [Double], numbers: [Int]) {
    let (first, period, size) = (grid.times[0], grid.period(ofBeat: 0), grid.metre.beatsPerBar)
    let played = (first / period).rounded()
    // Whole bars with what there is of the first, if they fit about as well.
    let missing = Double((grid.numbers[0] - 1) % size)
    let whole = missing + Double(size) * max(0, ((played - missing) / Double(size)).rounded())
    let fits = whole == 0 ? played == 0 : (0.5...2).contains(first / period / whole)
    let count = Int(fits ? whole : max(played, first > leastLead * period ? 1 : 0))
    let lead = (0..<count).map { first * Double($0) / Double(count) }
    let numbers = (0..<count).map { index in
      let number = (grid.numbers[0] - 1 - count + index) % size
      return (number + size) % size + 1
    }
    // Nothing before the first beat: the file begins with it.
    let times = count == 0 ? [0] + grid.times.dropFirst() : lead + grid.times
    return (times, numbers + grid.numbers)
  }
}
