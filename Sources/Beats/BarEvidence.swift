import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What speaks for a bar to begin at a beat: a low note, long notes, another chord, an accent.
struct BarEvidence {
  private static let (bass, length, harmony, accent) = (1.0, 0.6, 1.0, 0.7)
  /// How far from a beat a note may begin that belongs to it, in beats.
  private static let nearness = 0.2
  /// Pitches below it count twice for the chord.
  private static let lowRegister = 55

  /// One value a beat, 0 in the mean.
  let weights: [Double]

  init(beats: [Double], notes: [NoteEvent], curve: OnsetCurve) {
    let periods = beats.indices.map { index in
      let next = min(index + 1, beats.count - 1)
      return beats[next] - beats[next - 1]
    }
    let middle = notes.map(\.pitch).sorted()[safely: notes.count / 2] ?? 60
    var lowest = [Int?](repeating: nil, count: beats.count)
    var lengths = [Double](repeating: 0, count: beats.count)
    var chroma = [[Double]](repeating: .init(repeating: 0, count: 12), count: beats.count)
    for note in notes {
      let following = beats.partitionPoint { $0 > note.onset } ?? beats.count
      let nearest = [following - 1, following].filter(beats.indices.contains)
        .min { abs(beats[$0] - note.onset) < abs(beats[$1] - note.onset) }
      if let beat = nearest, abs(beats[beat] - note.onset) < Self.nearness * periods[beat] {
        lowest[beat] = min(lowest[beat] ?? note.pitch, note.pitch)
        lengths[beat] += min((note.offset - note.onset) / periods[beat], 4)
      }
      for beat in max(0, following - 1)..<beats.count {
        let end = beats[beat] + periods[beat]
        let share = min(note.offset, end) - max(note.onset, beats[beat])
        let weight = note.pitch < Self.lowRegister ? 2.0 : 1.0
        chroma[beat][note.pitch % 12] += weight * max(0, share) / periods[beat]
        if note.offset <= end { break }
      }
    }
    let depths = lowest.map { pitch in
      pitch.map { min(max(-1, Double(middle - $0) / 12), 2) } ?? 0
    }
    let accents = beats.map { time in
      (-2...2).map { curve.value(atSeconds: time + Double($0) / OnsetCurve.frameRate) }.max() ?? 0
    }
    let terms = [
      (Self.bass, depths), (Self.length, lengths.map { log1p($0) }),
      (Self.harmony, Self.changes(chroma)), (Self.accent, accents),
    ].map { weight, values in standardized(values).map { weight * $0 } }
    weights = beats.indices.map { beat in terms.reduce(0) { $0 + $1[beat] } }
  }

  /// How little each beat's pitches have in common with those of the beat before, 0…1.
  private static func changes(_ chroma: [[Double]]) -> [Double] {
    let rows = chroma.map { row in
      let values = row.map { log1p(3 * $0) }
      let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot() + 1e-9
      return values.map { $0 / norm }
    }
    return [0] + zip(rows, rows.dropFirst()).map { 1 - zip($0, $1).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}

/// The values less their mean, in units of their standard deviation.
private func standardized(_ values: [Double]) -> [Double] {
  let mean = values.reduce(0, +) / Double(values.count)
  let power = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  return values.map { ($0 - mean) / (power.squareRoot() + 1e-6) }
}

extension [Int] {
  fileprivate subscript(safely index: Int) -> Int? { indices.contains(index) ? self[index] : nil }
}
