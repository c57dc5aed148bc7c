import Evaluation
import TranscriptionTypes

extension EvaluationReport {
  /// The scores for a person: all figures of one estimate, or a row for each of several and all
  /// figures of their mean.
  var table: String {
    guard let mean else { return "" }
    if rows.count == 1 {
      let row = rows[0]
      let counts = "notes: \(row.estimateCount), in the truth: \(row.truthCount)"
      return ([counts] + details(mean)).joined(separator: "\n")
    }
    let names = rows.map(\.name.legible) + ["mean"]
    let width = names.map(\.count).max() ?? 0
    let header = columns("", to: width, Self.headings.map { padded($0, to: Self.columnWidth) })
    let lines = zip(names, rows.map(\.scores) + [mean]).map { name, scores in
      columns(name, to: width, figures(scores).map { padded($0, to: Self.columnWidth) })
    }
    let title = "\nmean of \(rows.count) estimates"
    return ([header] + lines + [title] + details(mean)).joined(separator: "\n")
  }

  private static let columnWidth = 8

  /// Of `figures`: F unless they say otherwise; bias, spread and shift in milliseconds.
  private static let headings = [
    "P", "R", "F", "+offset", "+veloc.", "frame", "frm acc", "bias", "spread", "best F", "shift",
  ]

  private func figures(_ scores: NoteScores) -> [String] {
    let (onset, frame) = (scores.onset, scores.frame)
    return [
      share(onset.precision), share(onset.recall), share(onset.fMeasure),
      share(scores.onsetOffset.fMeasure), share(scores.onsetOffsetVelocity?.fMeasure),
      share(frame.fMeasure), share(frame.accuracy),
      milliseconds(scores.onsetDeviation?.median, signed: true),
      milliseconds(scores.onsetDeviation?.interquartileRange),
      share(scores.bestShift.fMeasure),
      milliseconds(scores.bestShift.shift, signed: true, places: 0),
    ]
  }

  private func details(_ scores: NoteScores) -> [String] {
    func line(_ name: String, _ cells: [String]) -> String {
      columns(name, to: 24, cells.map { padded($0, to: 11) })
    }
    func match(_ name: String, _ score: MatchScore?) -> String {
      line(
        name,
        [score?.precision, score?.recall, score?.fMeasure, score?.overlapRatio].map { share($0) })
    }
    let frame = scores.frame
    let deviation = scores.onsetDeviation
    return [
      line("", ["precision", "recall", "F", "overlap"]),
      match("onset", scores.onset),
      match("onset, offset", scores.onsetOffset),
      match("onset, offset, velocity", scores.onsetOffsetVelocity),
      line("frames of 10 ms", [frame.precision, frame.recall, frame.fMeasure].map { share($0) }),
      line("frame accuracy", [share(frame.accuracy)]),
      line("onset bias, in ms", [milliseconds(deviation?.median, signed: true)]),
      line("onset spread, in ms", [milliseconds(deviation?.interquartileRange)]),
      line("best F by onset", [share(scores.bestShift.fMeasure)]),
      line(
        "  with a shift, in ms", [milliseconds(scores.bestShift.shift, signed: true, places: 0)]),
    ]
  }
}

/// A number from 0 to 1, or a dash.
private func share(_ number: Double?) -> String {
  number.map { decimal($0, places: 3) } ?? "–"
}

/// Seconds in milliseconds, or a dash.
private func milliseconds(_ seconds: Double?, signed: Bool = false, places: Int = 1) -> String {
  seconds.map { (signed && $0 > 0 ? "+" : "") + decimal(1000 * $0, places: places) } ?? "–"
}

/// A name to the left, the rest to the right, nothing behind them.
private func columns(_ name: String, to width: Int, _ others: [String]) -> String {
  name + String(repeating: " ", count: max(0, width - name.count)) + others.joined()
}

/// A text to the right of its column.
private func padded(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(1, width - text.count)) + text
}
