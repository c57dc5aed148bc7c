public import TranscriptionTypes

/// The fundamental frequency over time as comma-separated values: a line a frame.
///
/// Seconds and hertz, 0 where nothing sounds, below a header that begins with a hash, so that
/// `mir_eval.io.load_time_series` skips it. With bends, between the two that are nearest. Where several
/// notes sound, it is the one that was the loudest at its onset, or of which the network is surest
/// where levels were not measured; of equal ones the higher. A line is written as soon as no note
/// can change it; what waits are the frames behind the horizon, and the notes that they hear.
public struct PitchTrack: Sendable {
  private var queue = NoteQueue()
  private var times: [Double] = []
  /// In order of onset, those that no frame has reached.
  private var coming: [NoteEvent] = []
  private var sounding: [NoteEvent] = []
  private var hasHeader = false

  /// Starts before the first frame.
  public init() {}

  /// The next lines; the first ones begin with the names of the columns.
  ///
  /// - Parameters:
  ///   - notes: In any order.
  ///   - times: When the frames that follow happen, in seconds; they rise.
  ///   - horizon: Seconds before which no note still to come begins; never falls.
  /// - Precondition: times and bends are finite.
  public mutating func append(
    _ notes: [NoteEvent], times more: [Double], horizon: Double
  ) -> [UInt8] {
    times += more
    coming += queue.append(notes, horizon: horizon)
    var text = hasHeader ? "" : "# time_s,frequency_hz\n"
    hasHeader = true
    let decided = times.prefix { $0 < horizon }
    var begun = 0
    for time in decided {
      while begun < coming.count, coming[begun].onset <= time {
        sounding.append(coming[begun])
        begun += 1
      }
      sounding.removeAll { $0.offset <= time }
      let loudest = sounding.max { $0.prominence < $1.prominence }
      let frequency = loudest.map { $0.frequency(bentBy: $0.bend(at: time)) } ?? 0
      text += fixed(time, places: 6) + "," + fixed(frequency, places: 3) + "\n"
    }
    coming.removeFirst(begun)
    times.removeFirst(decided.count)
    return Array(text.utf8)
  }
}

extension NoteEvent {
  fileprivate var prominence: (Double, Int) { (level ?? Double(confidence), pitch) }

  /// The deviation at a time while the note lasts, in semitones.
  fileprivate func bend(at time: Double) -> Double {
    guard pitchBends.count > 1 else { return pitchBends.first ?? 0 }
    let place = (time - onset) / (offset - onset) * Double(pitchBends.count - 1)
    let index = min(max(Int(place), 0), pitchBends.count - 2)
    let share = place - Double(index)
    return (1 - share) * pitchBends[index] + share * pitchBends[index + 1]
  }
}
