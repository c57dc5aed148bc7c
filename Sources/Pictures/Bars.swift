import TranscriptionTypes

/// When bars of four quarter notes begin.
struct Bars {
  static let beatsPerBar = 4.0

  /// A tempo from a beat on, the beats being quarter notes from the beginning.
  private struct Segment {
    var time = 0.0
    var beat = 0.0
    var secondsPerBeat = 0.5
  }

  private var segments = [Segment()]

  /// - Parameter tempo: in time order; 120 a minute before the first.
  init(_ tempo: [TempoChange]) {
    for change in tempo {
      let last = segments[segments.count - 1]
      let beat = last.beat + (change.time - last.time) / last.secondsPerBeat
      segments.append(
        Segment(time: change.time, beat: beat, secondsPerBeat: 60 / change.beatsPerMinute))
    }
  }

  /// Bars, the last one in part, up to a time in seconds.
  func count(until time: Double) -> Double {
    let segment = last { $0.time <= time }
    return (segment.beat + (time - segment.time) / segment.secondsPerBeat) / Self.beatsPerBar
  }

  /// When a bar begins, in seconds; bars count from 0.
  func time(ofBar bar: Int) -> Double {
    let beat = Double(bar) * Self.beatsPerBar
    let segment = last { $0.beat <= beat }
    return segment.time + (beat - segment.beat) * segment.secondsPerBeat
  }

  /// The last segment that has begun, the first one if none has.
  private func last(where hasBegun: (Segment) -> Bool) -> Segment {
    var (low, high) = (0, segments.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if hasBegun(segments[middle]) { low = middle } else { high = middle }
    }
    return segments[low]
  }
}
