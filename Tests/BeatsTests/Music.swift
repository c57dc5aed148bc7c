import Foundation
import TestSupport
import TranscriptionTypes

/// Pieces whose beats are known, as notes that a transcription might find.
enum Music {
  /// When beats are, at the given beats a minute each.
  static func beats(_ tempi: [Double]) -> [Double] {
    tempi.reduce(into: [0.5]) { $0.append($0[$0.count - 1] + 60 / $1) }
  }

  /// Bass notes on the downbeats, chords on all beats, which change with the bar, and a tune that divides
  /// every other beat; players stray by some 10 ms.
  static func notes(
    beats: [Double], beatsPerBar: Int, divisions: [Double] = [0.5], seed: UInt64 = 1
  ) -> [NoteEvent] {
    var generator = SplitMix64(seed: seed)
    let roots = [0, 5, 7, 0, 9, 2, 7, 0]
    var notes: [NoteEvent] = []
    func add(_ pitch: Int, at time: Double, lasting length: Double) {
      let onset = max(0, time + Double.random(in: -0.01...0.01, using: &generator))
      notes.append(
        NoteEvent(onset: onset, offset: onset + length, pitch: pitch, confidence: 0.6))
    }
    for (beat, time) in beats.dropLast().enumerated() {
      let period = beats[beat + 1] - time
      let root = roots[beat / beatsPerBar % roots.count]
      if beat % beatsPerBar == 0 { add(36 + root, at: time, lasting: 0.9 * period) }
      for third in [0, 4, 7] { add(52 + root + third, at: time, lasting: 0.8 * period) }
      add(72 + root, at: time, lasting: 0.4 * period)
      guard beat % 2 == 1 else { continue }
      for division in divisions {
        add(74 + root, at: time + division * period, lasting: 0.3 * period)
      }
    }
    return notes
  }

  /// Notes at random times, some a second.
  static func noise(perSecond rate: Double, seconds: Double, seed: UInt64) -> [NoteEvent] {
    var generator = SplitMix64(seed: seed)
    return (0..<Int(rate * seconds)).map { _ in
      let onset = Double.random(in: 0..<seconds, using: &generator)
      return NoteEvent(
        onset: onset, offset: onset + Double.random(in: 0.2...1, using: &generator),
        pitch: Int.random(in: 45...85, using: &generator),
        confidence: Float.random(in: 0.4...0.9, using: &generator))
    }
  }

  /// The share of true beats, but for the first and last two, that have one found within 50 ms, and of
  /// those found that are true.
  static func agreement(_ truth: [Double], _ found: [Double]) -> (recall: Double, precision: Double)
  {
    func share(_ some: [Double], of others: [Double]) -> Double {
      let hits = some.filter { beat in others.contains { abs($0 - beat) < 0.05 } }
      return Double(hits.count) / Double(max(1, some.count))
    }
    let inner = Array(truth.dropFirst(2).dropLast(2))
    let range = inner[0] - 0.05...inner[inner.count - 1] + 0.05
    return (share(inner, of: found), share(found.filter(range.contains), of: truth))
  }
}
