/// How much of what sounds is right, whoever began it: keys that are down, every 10 ms.
///
/// A note is down from the frame nearest to its onset up to the one nearest to its offset, at the
/// nearest semitone; halves go to the even side. Keys that several notes hold are down once.
///
/// Source: the piano rolls usual in the field; accuracy: Poliner and Ellis, "A discriminative model
/// for polyphonic piano transcription", 2007; mir_eval 0.8, `multipitch.metrics`, for such rolls.
public struct FrameScore: Equatable, Sendable {
  /// Frames a second.
  static let rate = 100.0

  /// Share of the estimate's keys that are down in the truth too, 0…1.
  public var precision: Double
  /// Share of the truth's keys that are down in the estimate too, 0…1.
  public var recall: Double
  /// Harmonic mean of the two.
  public var fMeasure: Double
  /// Keys down in both by keys down in either, 0…1.
  public var accuracy: Double
}

extension FrameScore {
  /// Compares two annotations; all is 1 if both are empty, and 0 if one is.
  init(of truth: Annotation, _ estimate: Annotation) {
    guard !truth.notes.isEmpty || !estimate.notes.isEmpty else {
      self.init(precision: 1, recall: 1, fMeasure: 1, accuracy: 1)
      return
    }
    let (played, heard) = (PianoRoll(truth), PianoRoll(estimate))
    let (expected, found) = (Double(played.frameCount), Double(heard.frameCount))
    let common = Double(played.commonFrameCount(with: heard))
    self.init(
      precision: ratio(common, found), recall: ratio(common, expected),
      fMeasure: ratio(2 * common, expected + found),
      accuracy: ratio(common, expected + found - common))
  }

  /// The means of all figures; nil of no scores.
  static func mean(_ scores: [FrameScore]) -> FrameScore? {
    guard !scores.isEmpty else { return nil }
    return FrameScore(
      precision: scores.mean(of: \.precision), recall: scores.mean(of: \.recall),
      fMeasure: scores.mean(of: \.fMeasure), accuracy: scores.mean(of: \.accuracy))
  }
}

/// When keys are down, as spans of frames: a matrix would grow with the piece's length.
private struct PianoRoll {
  /// The spans of each semitone, ascending; they do not touch.
  private var spans: [Int: [Range<Int>]] = [:]

  init(_ annotation: Annotation) {
    for note in annotation.notes {
      let (first, end) = (Self.frame(note.onset), Self.frame(note.offset))
      guard end > first else { continue }
      let semitone = Int(note.pitch.rounded(.toNearestOrEven))
      if let last = spans[semitone]?.last, first <= last.upperBound {
        spans[semitone]?.removeLast()
        spans[semitone]?.append(last.lowerBound..<max(end, last.upperBound))
      } else {
        spans[semitone, default: []].append(first..<end)
      }
    }
  }

  var frameCount: Int { spans.values.joined().reduce(0) { $0 + $1.count } }

  func commonFrameCount(with other: PianoRoll) -> Int {
    var count = 0
    for (semitone, mine) in spans {
      var theirs = other.spans[semitone, default: []][...]
      for span in mine {
        while let next = theirs.first {
          count += span.clamped(to: next).count
          guard next.upperBound <= span.upperBound else { break }
          theirs.removeFirst()
        }
      }
    }
    return count
  }

  private static func frame(_ time: Double) -> Int {
    Int(min((time * FrameScore.rate).rounded(.toNearestOrEven), 1e15))
  }
}
