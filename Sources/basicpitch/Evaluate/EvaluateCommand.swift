import Evaluation
import MIDIWriter
import TranscriptionTypes

/// `basicpitch evaluate`.
struct EvaluateCommand {
  /// Bytes of a file of notes at most: some millions of notes, and what memory they take.
  private static let fileLimit = 1 << 26

  private let arguments: EvaluateArguments
  private let console: Console

  init(_ arguments: EvaluateArguments) {
    self.arguments = arguments
    console = Console(isQuiet: arguments.quiet)
  }

  /// Scores all estimates; nothing is printed before all are.
  func run() throws {
    let evaluator = NoteEvaluator(tolerances: arguments.tolerances)
    var report = EvaluationReport(tolerances: arguments.tolerances)
    for plan in try EvaluationPlan.all(arguments, console: console) {
      let truth = try read(plan.truth)
      for planned in plan.estimates {
        let estimate = try read(planned.path)
        report.rows.append(
          EvaluationReport.Row(
            name: planned.name, truthPath: plan.truth, estimatePath: planned.path,
            truthCount: truth.notes.count, estimateCount: estimate.notes.count,
            scores: try evaluator.evaluate(estimate, against: truth)))
      }
    }
    try Console.give((arguments.json ? report.json : report.table) + "\n")
  }

  /// Reads MIDI or a table, whatever its name says.
  private func read(_ path: String) throws(Failure) -> Annotation {
    do {
      let bytes = try TranscriptionTypes.bytes(ofFile: path, limit: Self.fileLimit)
      return bytes.starts(with: Array("MThd".utf8))
        ? Annotation(try MIDIFileDecoder().decode(bytes)) : try Annotation(table: bytes)
    } catch {
      let reason = (error as? FileError)?.reason ?? "\(error)"
      throw Failure(message: "cannot read '\(path)': \(reason)", exitCode: .input, path: path)
    }
  }
}
