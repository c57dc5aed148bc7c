/// Notes by pitch, so that those of a pitch need not be looked for among all.
struct PitchGroups {
  /// The pitches there are, ascending.
  let pitches: [Double]
  /// The notes of each pitch, as ascending indices.
  let members: [[Int]]

  init(_ notes: [AnnotatedNote]) {
    let groups = Dictionary(grouping: notes.indices) { notes[$0].pitch }
    pitches = groups.keys.sorted()
    members = pitches.map { groups[$0] ?? [] }
  }

  /// The groups whose pitch agrees with a pitch.
  func agreeing(with pitch: Double, within tolerances: Tolerances) -> Range<Int> {
    let start = firstGroup { $0 >= pitch || tolerances.pitchesAgree($0, pitch) }
    let end = firstGroup { $0 > pitch && !tolerances.pitchesAgree($0, pitch) }
    return start..<end
  }

  /// The first group for which a condition holds that holds for all later ones.
  private func firstGroup(where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, pitches.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(pitches[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
