/// When the beats of a recording are, and where they stand in their bars.
///
/// A place in the music is a number of beats from the first one: 2.5 is half-way between the third
/// and the fourth. Before the first beat and after the last, the tempo is that beside it.
public struct BeatGrid: Equatable, Sendable {
  /// Seconds of each beat, at least two, increasing.
  public let times: [Double]

  /// The number of each beat in its bar, 1 being the downbeat.
  public let numbers: [Int]

  /// What most bars are; others may lack beats where the music does, or the beat was lost.
  public let metre: Metre

  /// Tatums, the smallest regular pulses, in a beat.
  public let tatumsPerBeat: Int

  /// How sure it is that these are the beats, 0…1; from 0.5 on it is likely.
  public let confidence: Double

  /// How sure it is that this is the metre, if these are the beats, 0…1.
  public let metreConfidence: Double

  /// - Precondition: at least two beats, at increasing times, and a number for each.
  public init(
    times: [Double], numbers: [Int], metre: Metre, tatumsPerBeat: Int = 1, confidence: Double = 1,
    metreConfidence: Double = 1
  ) {
    precondition(times.count > 1 && times.count == numbers.count, "two beats with numbers")
    precondition(zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "beats in order")
    precondition(numbers.allSatisfy { $0 > 0 } && tatumsPerBeat > 0)
    self.times = times
    self.numbers = numbers
    self.metre = metre
    self.tatumsPerBeat = tatumsPerBeat
    self.confidence = confidence
    self.metreConfidence = metreConfidence
  }

  /// Seconds from a beat to the next; from the last, those that lead to it.
  public func period(ofBeat beat: Int) -> Double {
    let first = min(max(0, beat), times.count - 2)
    return times[first + 1] - times[first]
  }

  /// The place in the music, in beats, at a time in seconds; the inverse of ``seconds(atBeat:)``.
  public func beat(atSeconds time: Double) -> Double {
    var (low, high) = (0, times.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle } else { high = middle }
    }
    return Double(low) + (time - times[low]) / period(ofBeat: low)
  }

  /// The time in seconds of a place in the music, in beats; the inverse of ``beat(atSeconds:)``.
  public func seconds(atBeat beat: Double) -> Double {
    let index = Int(min(max(0, beat.rounded(.down)), Double(times.count - 2)))
    return times[index] + (beat - Double(index)) * period(ofBeat: index)
  }

  /// Beats a minute in the middle: as many periods are shorter as longer.
  public var tempo: Double {
    let periods = zip(times, times.dropFirst()).map { $1 - $0 }.sorted()
    return 60 / periods[periods.count / 2]
  }

  /// The bars, as ranges of beats; the first and the last may lack beats.
  public var bars: [Range<Int>] {
    let starts = [0] + times.indices.dropFirst().filter { numbers[$0] <= numbers[$0 - 1] }
    return zip(starts, starts.dropFirst() + [times.count]).map { $0..<$1 }
  }

  /// Means of values within each tatum, such as the frames of a posteriorgram.
  ///
  /// - Parameters:
  ///   - values: rows at increasing times, all as long.
  ///   - rowTimes: seconds of each row.
  /// - Returns: a row for each tatum from the first beat to the last; where a tatum has no row of
  ///   its own, that which is in force there.
  public func aligned(_ values: [[Double]], at rowTimes: [Double]) -> [[Double]] {
    precondition(values.count == rowTimes.count && !values.isEmpty, "a time for each row")
    let edges = tatumTimes
    var row = 0
    return zip(edges, edges.dropFirst()).map { start, end in
      while row + 1 < rowTimes.count, rowTimes[row + 1] <= start { row += 1 }
      let first = rowTimes[row] < start && row + 1 < rowTimes.count ? row + 1 : row
      let inside = values.indices[first...].prefix { rowTimes[$0] < end }
      if inside.isEmpty { return values[row] }
      return values[row].indices.map { column in
        inside.reduce(0) { $0 + values[$1][column] } / Double(inside.count)
      }
    }
  }

  /// Seconds of each tatum from the first beat to the last, both included.
  public var tatumTimes: [Double] {
    (0...(times.count - 1) * tatumsPerBeat).map {
      seconds(atBeat: Double($0) / Double(tatumsPerBeat))
    }
  }
}
