import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What speaks for a bar to begin at a beat: a bass note, long notes, another chord, an accent, and a beat
/// before it in which little begins; and in what beats resemble each other.
struct BarEvidence {
  private static let (bass, length, harmony, accent, calm) = (1.0, 0.4, 1.0, 1.0, 0.3)

  /// One value a beat, 0 in the mean.
  let weights: [Double]

  /// Where in the beats notes begin.
  let rhythm: Recurrence
  /// Which pitch classes sound.
  let chords: Recurrence
  /// Each of what speaks for a bar.
  let stresses: Recurrence

  init(beats: [Double], notes: [NoteEvent], curve: OnsetCurve) {
    let pitches = notes.map(\.pitch).sorted()
    let middle = pitches.isEmpty ? 0 : pitches[pitches.count / 2]
    var found = beats.indices.map { index in
      let next = min(index + 1, beats.count - 1)
      return BeatContent(time: beats[index], period: beats[next] - beats[next - 1])
    }
    for note in notes {
      let following = beats.partitionPoint { $0 > note.onset } ?? beats.count
      for beat in max(0, following - 1)...min(following, beats.count - 1) {
        found[beat].strike(note)
      }
      Self.countDivision(of: note, at: max(0, following - 1), in: &found)
      for beat in max(0, following - 1)..<beats.count where found[beat].time < note.offset {
        found[beat].sound(note)
        if note.offset <= found[beat].end { break }
      }
    }
    let depths = found.map { beat in
      beat.bass.map { min(max(-1, Double(middle - $0) / 12), 2) } ?? 0
    }
    let accents = beats.map { time in
      (-2...2).map { curve.value(atSeconds: time + Double($0) / OnsetCurve.frameRate) }.max() ?? 0
    }
    let harmonies = found.map(\.harmony)
    let terms = [
      (Self.bass, depths), (Self.length, found.map { log1p($0.length) }),
      (Self.harmony, Self.changes(harmonies)), (Self.accent, accents),
      (Self.calm, [0] + found.dropLast().map { -log1p($0.divisions.reduce(0, +)) }),
    ].map { weight, values in (weight, values: standardized(values)) }
    weights = beats.indices.map { beat in terms.reduce(0) { $0 + $1.0 * $1.values[beat] } }
    rhythm = Recurrence(found.map(\.divisions))
    chords = Recurrence(harmonies)
    stresses = Recurrence(beats.indices.map { beat in terms.map { $0.values[beat] } })
  }

  /// Counts a note in the twelfth of a beat that is nearest to its onset.
  private static func countDivision(of note: NoteEvent, at beat: Int, in found: inout [BeatContent])
  {
    let (time, period) = (found[beat].time, found[beat].period)
    let place = Int((12 * (note.onset - time) / period).rounded())
    guard place >= 0, beat + place / 12 < found.count else { return }
    let length = min(1, (note.offset - note.onset) / period)
    found[beat + place / 12].divisions[place % 12] += Double(note.velocity) / 90 * (0.5 + length)
  }

  /// How little each beat's pitches have in common with those of the beat before, 0…1.
  private static func changes(_ harmonies: [[Double]]) -> [Double] {
    [0]
      + zip(harmonies, harmonies.dropFirst()).map { 1 - zip($0, $1).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}

/// The notes of a beat.
private struct BeatContent {
  /// How far from a beat a note may begin that belongs to it, in beats.
  private static let nearness = 0.2
  /// Semitones from the bass to what sounds above it, at least: a fourth.
  private static let leastDistance = 5
  /// Pitches below it count twice for the chord.
  private static let lowRegister = 55
  /// Beats that a note's length counts for at most.
  private static let greatestLength = 4.0

  let time: Double
  let period: Double
  /// The lowest pitch that begins with the beat.
  private var lowest: Int?
  /// The highest that sounds at its beginning.
  private var highest = 0
  /// Of all notes that begin with it, in beats.
  var length = 0.0
  /// How long each pitch class sounds until the next beat, in beats.
  var chroma = [Double](repeating: 0, count: 12)
  /// How much begins in each twelfth of it.
  var divisions = [Double](repeating: 0, count: 12)

  /// The pitch classes, on a scale of loudness, with the length 1.
  var harmony: [Double] {
    let values = chroma.map { log1p(3 * $0) }
    let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot() + 1e-9
    return values.map { $0 / norm }
  }

  var end: Double { time + period }

  /// The lowest pitch that begins with the beat, if others lie above it: the low notes of a tune alone
  /// are no bass.
  var bass: Int? {
    lowest.flatMap { highest - $0 >= Self.leastDistance ? $0 : nil }
  }

  init(time: Double, period: Double) { (self.time, self.period) = (time, period) }

  /// Takes in a note that may begin with the beat.
  mutating func strike(_ note: NoteEvent) {
    guard abs(time - note.onset) < Self.nearness * period else { return }
    lowest = min(lowest ?? note.pitch, note.pitch)
    length += min((note.offset - note.onset) / period, Self.greatestLength)
  }

  /// Takes in a note that may sound in it.
  mutating func sound(_ note: NoteEvent) {
    if note.onset < time + Self.nearness * period, note.offset > time + 0.1 * period {
      highest = max(highest, note.pitch)
    }
    let share = min(note.offset, end) - max(note.onset, time)
    let weight = note.pitch < Self.lowRegister ? 2.0 : 1.0
    chroma[note.pitch % 12] += weight * max(0, share) / period
  }
}

/// The values less their mean, in units of their standard deviation.
private func standardized(_ values: [Double]) -> [Double] {
  let mean = values.reduce(0, +) / Double(values.count)
  let power = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  return values.map { ($0 - mean) / (power.squareRoot() + 1e-6) }
}
