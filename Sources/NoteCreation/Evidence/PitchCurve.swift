/// The pitch of a note over its frames: constant for a steady note, smooth for others.
package struct PitchCurve {
  /// Frames at either end that do not tell whether a note is steady, and no more than an eighth:
  /// for 93 ms the transform's filters hear only part of it.
  private static let longestEdge = 8

  /// A note is steady when four fifths of its other frames lie within as many cents.
  ///
  /// The least difference in pitch that listeners notice is about 5 cents either way.
  private static let steadySpread = 10.0

  /// Cents that a steady note must be off to be bent: no less can be told from being in tune.
  private static let inTune = 2.0

  /// Quadratic fit over seven frames, 81 ms, which delays nothing: it leaves 98.5 % of a vibrato of
  /// 6 Hz and a third of the noise's power.
  ///
  /// Source: Savitzky and Golay, 1964.
  private static let smoothing: [Double] = [-2, 3, 6, 7, 6, 3, -2].map { $0 / 21 }

  /// Bends in semitones, in whole cents: none or one, or one a frame and one for the end.
  package let pitchBends: [Double]

  /// - Parameter bends: one a frame, of which some may be unknown.
  package init(_ bends: [Int16]) {
    let edge = min(Self.longestEdge, bends.count / 8)
    let known = bends[edge..<bends.count - edge].filter { $0 != FrameNote.unknownBend }.sorted()
    guard let last = known.indices.last else {
      pitchBends = []
      return
    }
    func cents(_ index: Int) -> Double { 100 * FrameNote.semitones(bend: known[index]) }
    if cents(last - known.count / 10) - cents(known.count / 10) <= Self.steadySpread {
      let median = (cents(known.count / 2) + cents(last / 2)) / 2
      pitchBends = abs(median) < Self.inTune ? [] : [Self.semitones(cents: median)]
    } else {
      let curve = Self.smoothed(Self.cents(of: bends)).map(Self.semitones)
      // The offset lies a frame behind the last frame.
      pitchBends = curve + curve.suffix(1)
    }
  }

  /// Bends as `NoteEvent` has them: evenly spaced over a note, which begins before its first frame
  /// and may span places where windows meet and frames follow each other more closely.
  ///
  /// - Parameters:
  ///   - times: when each frame happens, and the one after the last, in seconds.
  ///   - note: from its onset to its offset, in seconds.
  func pitchBends(ofFramesAt times: [Double], over note: ClosedRange<Double>) -> [Double] {
    guard pitchBends.count > 1 else { return pitchBends }
    let duration = note.upperBound - note.lowerBound
    let count = max(2, Int((duration / FrameTimes.secondsPerFrame).rounded()) + 1)
    var frame = 0
    return (0..<count).map { index in
      let time = note.lowerBound + duration * Double(index) / Double(count - 1)
      while frame + 2 < pitchBends.count, times[frame + 1] <= time { frame += 1 }
      let part = (time - times[frame]) / (times[frame + 1] - times[frame])
      let step = pitchBends[frame + 1] - pitchBends[frame]
      return Self.semitones(cents: 100 * (pitchBends[frame] + step * min(max(0, part), 1)))
    }
  }

  /// Adding zero gives zero a plus sign.
  private static func semitones(cents: Double) -> Double { (cents.rounded() + 0) / 100 }

  /// Frames of unknown pitch keep that before them; the first ones have that after them.
  private static func cents(of bends: [Int16]) -> [Double] {
    var latest = bends.first { $0 != FrameNote.unknownBend } ?? 0
    return bends.map { bend in
      if bend != FrameNote.unknownBend { latest = bend }
      return 100 * FrameNote.semitones(bend: latest)
    }
  }

  /// Before the first frame and after the last, pitch stays as it is.
  private static func smoothed(_ cents: [Double]) -> [Double] {
    cents.indices.map { frame in
      smoothing.enumerated().reduce(0) { sum, tap in
        let near = frame + tap.offset - smoothing.count / 2
        return sum + tap.element * cents[min(max(0, near), cents.count - 1)]
      }
    }
  }
}
