import TranscriptionTypes

/// A way to divide a beat, and what it costs to use it: divisions that are rare must explain more.
struct StepChoice: Sendable {
  /// Units of ``NotePlace`` between places.
  let units: Int
  let cost: Double

  /// How far players stray from where they mean to play, in beats.
  private static let spread = 0.045
  /// What a note costs at most, however far from all places.
  private static let greatestCost = 9.0

  /// Those of a metre, the simplest first.
  static func candidates(for metre: Metre) -> [StepChoice] {
    metre.isCompound
      ? [(36, 0), (12, 0.5), (6, 3), (18, 4)].map(StepChoice.init)
      : [(24, 0), (12, 0.5), (6, 2), (8, 3), (4, 7), (3, 8)].map(StepChoice.init)
  }

  /// The step that explains best where notes begin.
  ///
  /// - Parameter places: parts of a beat, from a little before it to a little before the next.
  static func best(for places: [Double], among candidates: [StepChoice], _ metre: Metre) -> Int {
    let costs = candidates.map { choice in
      let step = Double(choice.units) / Double(metre.unitsPerBeat)
      return choice.cost
        + places.reduce(0) { sum, place in
          let distance = (place - (place / step).rounded() * step) / spread
          return sum + min(distance * distance, greatestCost)
        }
    }
    let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    return candidates[best].units
  }
}

/// The step that each beat has.
struct StepsOfBeats: Sendable {
  let steps: [Int: Int]
  /// That of beats in which nothing begins.
  let otherwise: Int

  /// The place nearest to a number of beats, in units.
  func snapped(_ beat: Double, _ metre: Metre) -> Int {
    let whole = (beat + 0.1).rounded(.down)
    let step = steps[Int(whole)] ?? otherwise
    let units = (beat - whole) * Double(metre.unitsPerBeat)
    let place = Int((units / Double(step)).rounded()) * step
    return Int(whole) * metre.unitsPerBeat + place
  }

  /// Units to the next place after one.
  func step(at place: Int, _ metre: Metre) -> Int {
    let beat = (Double(place) / Double(metre.unitsPerBeat)).rounded(.down)
    return steps[Int(beat)] ?? otherwise
  }

  /// Units from a place to the next that can be written beside the others of its beat: 32nd notes, or
  /// triplets of sixteenths.
  func finestStep(at place: Int, _ metre: Metre) -> Int {
    step(at: place, metre) % 3 == 0 ? 3 : 4
  }
}
