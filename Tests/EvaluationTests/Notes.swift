@testable import Evaluation

/// Notes of a second each, from onsets and pitches.
func notes(_ starts: (onset: Double, pitch: Double)..., length: Double = 1) -> Annotation {
  Annotation(
    starts.map { AnnotatedNote(onset: $0.onset, offset: $0.onset + length, pitch: $0.pitch) })
}

/// Seeded notes that crowd on a few pitches.
func crowd(
  _ count: Int, pitches: ClosedRange<Int> = 60...62, seconds: Double = 2,
  using generator: inout some RandomNumberGenerator
) -> Annotation {
  Annotation(
    (0..<count).map { _ in
      let onset = Double.random(in: 0..<seconds, using: &generator)
      return AnnotatedNote(
        onset: onset, offset: onset + .random(in: 0.01..<0.8, using: &generator),
        pitch: Double(Int.random(in: pitches, using: &generator)),
        velocity: Double(Int.random(in: 1...127, using: &generator)))
    })
}

extension Annotation {
  /// The same music later.
  func shifted(by seconds: Double) -> Annotation {
    Annotation(
      notes.map { note in
        var note = note
        note.onset += seconds
        note.offset += seconds
        return note
      })
  }
}
