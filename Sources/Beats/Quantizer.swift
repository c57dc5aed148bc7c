public import TranscriptionTypes

/// Puts notes where a musician would write them.
public struct Quantizer: Sendable {
  /// Where notes may begin.
  public enum Step: String, CaseIterable, Sendable {
    case quarter = "1/4"
    case eighth = "1/8"
    case eighthTriplet = "1/8T"
    case sixteenth = "1/16"
    case sixteenthTriplet = "1/16T"
    case thirtySecond = "1/32"
    /// In each beat on the simplest division that explains what was played.
    case auto

    /// Units of ``NotePlace``; nil where each beat has its own.
    var units: Int? {
      switch self {
      case .quarter: 24
      case .eighth: 12
      case .eighthTriplet: 8
      case .sixteenth: 6
      case .sixteenthTriplet: 4
      case .thirtySecond: 3
      case .auto: nil
      }
    }
  }

  /// How notes are moved.
  public struct Settings: Equatable, Sendable {
    /// Where notes may begin.
    public var step = Step.auto

    /// How far notes go towards their places: 0 not at all, 1 all the way.
    public var strength = 1.0

    /// Where in a beat its second half begins: 0.5 in the middle, 2/3 in a shuffle; nil to measure it.
    public var swing: Double?

    /// Where that may be.
    public static let swings = 0.5...0.75

    /// All the way, by what is measured.
    public init() {}
  }

  /// Notes that begin within so many seconds of the first of them are a chord.
  private static let chordSpread = 0.035

  private let settings: Settings

  /// - Precondition: strength and swing lie in their ranges.
  public init(settings: Settings = Settings()) {
    precondition((0...1).contains(settings.strength), "strength must lie in 0…1")
    precondition(settings.swing.map(Settings.swings.contains) ?? true, "swing is 0.5…0.75")
    self.settings = settings
  }

  /// The notes, moved towards their places; none is lost, and none overlaps another of its pitch.
  ///
  /// - Returns: as many, in the same order.
  public func quantize(_ notes: [NoteEvent], on grid: BeatGrid) -> [NoteEvent] {
    let (places, swing) = place(notes, on: grid)
    let units = Double(grid.metre.unitsPerBeat)
    func time(_ place: Int) -> Double {
      grid.seconds(atBeat: swing.swung(Double(place) / units))
    }
    return zip(notes, places).map { note, place in
      var note = note
      note.onset += settings.strength * (time(place.onset) - note.onset)
      note.offset += settings.strength * (time(place.end) - note.offset)
      // Before the recording there is nothing.
      note.onset = max(0, note.onset)
      note.offset = max(note.onset + 0.001, note.offset)
      return note
    }
  }

  /// The places of the notes, as if swing were not; those of chords are the same.
  ///
  /// - Parameter notes: in any order.
  /// - Returns: a place for each note, in their order, and the swing that was taken away.
  public func place(
    _ notes: [NoteEvent], on grid: BeatGrid
  ) -> (places: [NotePlace], swing: Swing) {
    let swing =
      grid.metre.isCompound
      ? .none : settings.swing.map(Swing.init) ?? Swing(of: notes, on: grid)
    let order = notes.indices.sorted { notes[$0].onset < notes[$1].onset }
    let beats = chordOnsets(notes, order).map { swing.straight(grid.beat(atSeconds: $0)) }
    let divisions =
      settings.step.units.map { StepsOfBeats(steps: [:], otherwise: $0) }
      ?? divisions(of: beats, grid.metre)
    var places = [NotePlace](repeating: NotePlace(onset: 0, end: 1), count: notes.count)
    for (index, beat) in zip(order, beats) {
      let end = swing.straight(grid.beat(atSeconds: notes[index].offset))
      let onset = divisions.snapped(beat, grid.metre)
      let least = onset + divisions.step(at: onset, grid.metre)
      places[index] = NotePlace(onset: onset, end: max(divisions.snapped(end, grid.metre), least))
    }
    separate(&places, notes, order) { divisions.finestStep(at: $0, grid.metre) }
    return (places, swing)
  }

  /// The onset of each note in order, that of its chord where it is part of one.
  private func chordOnsets(_ notes: [NoteEvent], _ order: [Int]) -> [Double] {
    var onsets: [Double] = []
    var first = 0
    while first < order.count {
      let start = notes[order[first]].onset
      let end =
        order[first...].firstIndex { notes[$0].onset - start > Self.chordSpread } ?? order.count
      let mean = order[first..<end].reduce(0) { $0 + notes[$1].onset } / Double(end - first)
      onsets += [Double](repeating: mean, count: end - first)
      first = end
    }
    return onsets
  }

  /// The step of each beat, by what begins in it.
  private func divisions(of onsets: [Double], _ metre: Metre) -> StepsOfBeats {
    var beats: [Int: [Double]] = [:]
    // A chord counts once.
    for (index, onset) in onsets.enumerated() where index == 0 || onset != onsets[index - 1] {
      // What comes a little early belongs to the beat that it is early for.
      let beat = (onset + 0.1).rounded(.down)
      beats[Int(beat), default: []].append(onset - beat)
    }
    let candidates = StepChoice.candidates(for: metre)
    return StepsOfBeats(
      steps: beats.mapValues { StepChoice.best(for: $0, among: candidates, metre) },
      otherwise: candidates[0].units)
  }

  /// No two notes of a pitch have one place, and each ends where the next begins.
  private func separate(
    _ places: inout [NotePlace], _ notes: [NoteEvent], _ order: [Int], stepAt: (Int) -> Int
  ) {
    var last: [Int: Int] = [:]
    for index in order {
      if let before = last[notes[index].pitch] {
        if places[index].onset <= places[before].onset {
          let onset = places[before].onset + stepAt(places[before].onset)
          places[index].onset = onset
          places[index].end = max(places[index].end, onset + stepAt(onset))
        }
        places[before].end = min(places[before].end, places[index].onset)
      }
      last[notes[index].pitch] = index
    }
  }
}
