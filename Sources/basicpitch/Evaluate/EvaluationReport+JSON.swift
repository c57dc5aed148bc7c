import Evaluation
import Exports

extension EvaluationReport {
  /// The scores for a program: all figures in full, times in seconds.
  var json: String {
    JSONValue.object([
      ("tolerances", tolerances.json),
      ("estimates", .array(rows.map(\.json))),
      ("mean", .object(mean?.members ?? [])),
    ]).text
  }
}

extension EvaluationReport.Row {
  fileprivate var json: JSONValue {
    .object(
      [
        ("name", .string(name)),
        ("truth", .string(truthPath)),
        ("estimate", .string(estimatePath)),
        ("truth_note_count", .integer(truthCount)),
        ("estimate_note_count", .integer(estimateCount)),
      ] + scores.members)
  }
}

extension NoteScores {
  /// What the report says of an estimate or of the mean.
  fileprivate var members: [(name: String, value: JSONValue)] {
    [
      ("onset", onset.json),
      ("onset_offset", onsetOffset.json),
      ("onset_offset_velocity", onsetOffsetVelocity?.json ?? .null),
      (
        "frame",
        .object([
          ("precision", .number(frame.precision)), ("recall", .number(frame.recall)),
          ("f_measure", .number(frame.fMeasure)), ("accuracy", .number(frame.accuracy)),
        ])
      ),
      ("onset_bias", .number(onsetDeviation?.median)),
      ("onset_spread", .number(onsetDeviation?.interquartileRange)),
      (
        "best_shift",
        .object([
          ("shift", .number(bestShift.shift)), ("f_measure", .number(bestShift.fMeasure)),
        ])
      ),
    ]
  }
}

extension MatchScore {
  fileprivate var json: JSONValue {
    .object([
      ("precision", .number(precision)), ("recall", .number(recall)),
      ("f_measure", .number(fMeasure)), ("overlap_ratio", .number(overlapRatio)),
    ])
  }
}

extension Tolerances {
  fileprivate var json: JSONValue {
    .object([
      ("onset", .number(onset)), ("pitch_cents", .number(pitch)),
      ("offset_ratio", .number(offsetRatio)), ("offset_minimum", .number(offsetMinimum)),
      ("velocity", .number(velocity)),
    ])
  }
}
