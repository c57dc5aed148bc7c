import Exports

/// What became of each recording, as JSON that appears whole at the end.
///
/// It is written as it comes: memory does not grow with the number of recordings.
struct ReportFile: ~Copyable {
  private var file: OutputFile
  private var isEmpty = true

  /// Prepares a report; `-` is standard output.
  ///
  /// - Parameter shard: The share of the recordings that it tells of; nil for all.
  init(
    path: String, overwriting: Bool, origin: TranscriptionOrigin, shard: Shard?
  ) throws(ExportError) {
    var file =
      path == "-"
      ? try OutputFile(standardOutputRevisable: false)
      : try OutputFile(path: path, overwriting: overwriting)
    let share = shard.map { [("shard", JSONValue.string($0.description))] } ?? []
    let members = (origin.members + share).map {
      "\(JSONValue.string($0.name).line):\($0.value.line),\n"
    }
    try file.write(Array(("{" + members.joined() + "\"files\":[").utf8))
    self.file = file
  }

  mutating func append(_ outcome: TranscriptionOutcome) throws(ExportError) {
    try file.write(Array(((isEmpty ? "\n" : ",\n") + outcome.json.line).utf8))
    isEmpty = false
  }

  consuming func commit(_ totals: Totals, elapsed: Double) throws(ExportError) {
    let summary = JSONValue.object([
      ("done", .integer(totals.done)), ("skipped", .integer(totals.skipped)),
      ("failed", .integer(totals.failed)), ("notes", .integer(totals.noteCount)),
      ("audio_seconds", .number(rounded(totals.duration))), ("seconds", .number(rounded(elapsed))),
    ])
    try file.write(Array("\n],\n\"summary\":\(summary.line)}\n".utf8))
    try file.commit()
  }
}

extension TranscriptionOutcome {
  fileprivate var json: JSONValue {
    let outputs = job.outputs.map { JSONValue.string($0.path) }
    let counts = summary.noteCounts.map { JSONValue.integer($0) }
    let notes = counts.count == 1 ? counts[0] : .array(counts)
    var members: [(name: String, value: JSONValue)] = [
      ("input", .string(job.input)), ("status", .string(statusWord)),
    ]
    switch status {
    case .done:
      members += [
        ("outputs", .array(outputs)), ("notes", notes),
        ("audio_seconds", .number(rounded(summary.duration))),
        ("seconds", .number(rounded(elapsed))),
      ]
      if let shortfall = summary.shortfall {
        members.append(("warning", .string(shortfall.description)))
      }
    case .skipped: break
    case .failed(let failure):
      members += [
        ("seconds", .number(rounded(elapsed))), ("error", .string(failure.message)),
        ("exit_code", .integer(Int(failure.exitCode.rawValue))),
      ]
    }
    return .object(members)
  }

  private var statusWord: String {
    switch status {
    case .done: "done"
    case .skipped: "skipped"
    case .failed: "failed"
    }
  }
}

/// Seconds to the microsecond.
private func rounded(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }
