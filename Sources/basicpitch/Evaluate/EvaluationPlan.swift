/// A truth, and what is to be compared with it: a few paths.
struct EvaluationPlan: Equatable, Sendable {
  let truth: String
  /// Each with the name of its row.
  let estimates: [Estimate]

  struct Estimate: Equatable, Sendable {
    let name: String
    let path: String
  }
}

extension EvaluationPlan {
  /// What a command line means.
  ///
  /// Files are taken as they come. Folders are paired by the names of their files without the
  /// extensions, in the order of these names; of several files of a name the MIDI file counts.
  ///
  /// - Throws: a failure where a folder stands beside a file, or a truth has no estimate: a mean
  ///   that leaves out what failed would be too good.
  static func all(
    _ arguments: EvaluateArguments, console: Console
  ) throws(Failure) -> [EvaluationPlan] {
    let (truth, estimates) = (arguments.truth, arguments.estimates)
    guard let truths = NoteFolder(truth) else {
      return [
        EvaluationPlan(truth: truth, estimates: estimates.map { Estimate(name: $0, path: $0) })
      ]
    }
    guard estimates.count == 1, let folder = NoteFolder(estimates[0]) else {
      throw Failure(
        message: "'\(truth)' is a folder, so ESTIMATE must be one folder too", exitCode: .input)
    }
    guard !truths.files.isEmpty else {
      throw Failure(message: "no .mid, .midi or .csv file in '\(truth)'", exitCode: .input)
    }
    let missing = truths.files.keys.filter { folder.files[$0] == nil }.sorted()
    guard missing.isEmpty else {
      throw Failure(
        message: "no estimate in '\(estimates[0])' for " + quoted(missing), exitCode: .input)
    }
    let surplus = folder.files.keys.filter { truths.files[$0] == nil }.sorted()
    if !surplus.isEmpty { console.note("no truth in '\(truth)' for " + quoted(surplus)) }
    return truths.files.sorted { $0.key < $1.key }.map { name, path in
      EvaluationPlan(
        truth: path, estimates: [Estimate(name: name, path: folder.files[name] ?? "")])
    }
  }

  private static func quoted(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 5 ? shown + " and \(names.count - 5) more" : shown
  }
}
