/// The relation between ticks and seconds: pieces of constant tempo.
///
/// Source: pretty_midi 0.2.11, `_load_tempo_changes`, `_update_tick_to_time` and `time_to_tick`, in
/// their order of operations.
struct TempoMap {
  private struct Segment {
    let tick: Int
    let time: Double
    var secondsPerTick: Double
  }

  /// Microseconds a quarter note that the format can hold in three bytes.
  static let microseconds = 1...0xFF_FFFF

  /// In force where no tempo is given: 120 quarter notes a minute.
  static let defaultMicroseconds = 500_000

  private var segments: [Segment]

  /// Ticks of equal length.
  init(secondsPerTick: Double) {
    segments = [Segment(tick: 0, time: 0, secondsPerTick: secondsPerTick)]
  }

  /// The default tempo from the beginning on.
  init(ticksPerQuarter: Int) {
    self.init(
      secondsPerTick: Self.secondsPerTick(
        microseconds: Self.defaultMicroseconds, ticksPerQuarter: ticksPerQuarter))
  }

  static func secondsPerTick(microseconds: Int, ticksPerQuarter: Int) -> Double {
    60 / (6e7 / Double(microseconds) * Double(ticksPerQuarter))
  }

  /// Changes the tempo from a tick on, which is not before the last change.
  mutating func append(tick: Int, secondsPerTick: Double) {
    if tick <= segments[segments.count - 1].tick {
      segments[segments.count - 1].secondsPerTick = secondsPerTick
    } else {
      segments.append(
        Segment(tick: tick, time: seconds(atTick: tick), secondsPerTick: secondsPerTick))
    }
  }

  func seconds(atTick tick: Int) -> Double {
    let segment = lastSegment { $0.tick <= tick }
    return segment.time + segment.secondsPerTick * Double(tick - segment.tick)
  }

  /// The tick nearest to a time, halves to even; times out of reach go to the nearest end.
  func tick(atSeconds time: Double) -> Int {
    let segment = lastSegment { $0.time <= time }
    let ticks = ((time - segment.time) / segment.secondsPerTick).rounded(.toNearestOrEven)
    return segment.tick + Int(min(max(0, ticks), 0x1p53))
  }

  /// The last segment that has begun, the first one if none has.
  private func lastSegment(where hasBegun: (Segment) -> Bool) -> Segment {
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if hasBegun(segments[middle]) { low = middle } else { high = middle }
    }
    return segments[low]
  }
}
