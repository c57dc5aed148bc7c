/// What became of a recording.
struct TranscriptionOutcome: Sendable {
  enum Status: Sendable {
    /// All outputs have their names.
    case done
    /// All outputs were there.
    case skipped
    case failed(Failure)
  }

  let job: TranscriptionJob
  let status: Status
  /// What was heard and how long the stages took; nothing unless it is done.
  var summary = TranscriptionSummary()
  /// Seconds from the beginning of the work to its end.
  var elapsed = 0.0
}

extension TranscriptionOutcome {
  /// Whether a page was written that plays nothing.
  var hasSilentPage: Bool {
    job.outputs.contains { $0.format == .html }
      && PageOutput.isSilent(sampleCount: summary.sampleCount)
  }
}
