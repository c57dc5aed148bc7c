import Exports

/// Everything that is to be done, as a value: no two results have one name.
struct TranscriptionPlan: Equatable, Sendable {
  /// In the order of the command line, folders sorted; with `--shard`, those of the share.
  let jobs: [TranscriptionJob]
  /// How many recordings there are in all shares.
  let foundCount: Int
  /// Whether the recordings go on after one that fails: unless a single file was asked for.
  let isBatch: Bool
  /// The folder of the outputs, where one was asked for.
  let folder: String?
  /// Whether results may be in folders that are not there yet.
  let makesFolders: Bool
}

extension TranscriptionPlan {
  /// What a command line means.
  ///
  /// - Throws: a failure where outputs would have one name, or exist and may not be replaced.
  init(_ arguments: TranscribeArguments) throws(Failure) {
    let found = try RecordingSearch.recordings(for: arguments)
    if arguments.inputs.count == 1, found.count == 1, let problem = found[0].problem {
      throw Failure(message: problem, exitCode: .input, path: found[0].path)
    }
    let batch = arguments.batch
    isBatch =
      batch.filesFrom != nil || batch.shard != nil || arguments.inputs.count > 1
      || found.first?.path != arguments.inputs.first
    let naming = OutputNaming(
      arguments, isBatch: isBatch, clashing: OutputNaming.clashes(among: found, arguments))
    folder = naming.folder
    makesFolders = folder != nil || arguments.nameTemplate != nil
    foundCount = found.count
    try naming.check(isBatch: isBatch)
    // All are named before the share is taken: names must not depend on who works on what.
    var jobs = try Self.jobs(
      for: found, naming, isBatch: isBatch, hasTemplate: arguments.nameTemplate != nil)
    if let report = batch.report { try Self.check(report: report, among: jobs) }
    try Self.spare(
      found.map(\.path) + (batch.filesFrom.map { [$0] } ?? []),
      from: (isBatch && arguments.force ? jobs.flatMap(\.outputs).map(\.path) : [])
        + (batch.report.map { [$0] } ?? []))
    if let shard = batch.shard {
      jobs = zip(found, jobs).filter { shard.includes($0.0) }.map(\.1)
    }
    if batch.skipExisting {
      jobs = jobs.map(\.withoutExisting)
    } else if isBatch, !arguments.force {
      try Self.refuse(jobs.flatMap(\.outputs).map(\.path).filter(outputExists))
    }
    self.jobs = jobs
  }

  /// What is to be done with each recording, were nothing there yet.
  private static func jobs(
    for found: [FoundRecording], _ naming: OutputNaming, isBatch: Bool, hasTemplate: Bool
  ) throws(Failure) -> [TranscriptionJob] {
    var writers: [[CChar]: String] = [:]
    for recording in found { writers[FilePath(recording.path).identity] = "" }
    var jobs: [TranscriptionJob] = []
    for (place, recording) in found.enumerated() {
      let index = "\(place + 1)".filled(with: "0", to: "\(found.count)".count)
      let job = TranscriptionJob(
        input: recording.path,
        outputs: recording.problem == nil ? try naming.outputs(recording, index: index) : [],
        problem: recording.problem)
      if isBatch || job.outputs.count > 1 {
        try claim(job, among: &writers, hasTemplate: hasTemplate)
      }
      jobs.append(job)
    }
    return jobs
  }

  /// Notes whose outputs these are: each has one recording, and none is itself a recording.
  private static func claim(
    _ job: TranscriptionJob, among writers: inout [[CChar]: String], hasTemplate: Bool
  ) throws(Failure) {
    for output in job.outputs {
      let path = FilePath(output.path).identity
      guard let writer = writers.updateValue(job.input, forKey: path) else { continue }
      let reason =
        writer.isEmpty
        ? "\(job.name) would be written to '\(output.path)', which is a recording too"
        : writer == job.input
          ? "two outputs of \(job.name) would be '\(output.path)'"
            + (hasTemplate ? "; {sweep} tells them apart" : "")
          : "'\(writer)' and \(job.name) would both be written to '\(output.path)'; "
            + (hasTemplate
              ? "{dir}, {name} or {index} tells them apart"
              : "without -o each goes beside its recording, and --files-from keeps their folders")
      throw Failure(message: reason, exitCode: .usage)
    }
  }

  private static func refuse(_ existing: [String]) throws(Failure) {
    guard let first = existing.first else { return }
    let what =
      existing.count == 1
      ? "'\(first)' exists already; --force replaces it, --skip-existing leaves it out"
      : "\(existing.count) outputs exist already, '\(first)' the first of them; --force replaces"
        + " them, --skip-existing leaves them out"
    throw Failure(message: what, exitCode: .output, path: first)
  }
}

extension TranscriptionJob {
  /// What is left to do.
  fileprivate var withoutExisting: Self {
    Self(input: input, outputs: outputs.filter { !outputExists($0.path) }, problem: problem)
  }
}

extension String {
  /// The text with so many characters, filled up at its beginning.
  fileprivate func filled(with character: Character, to length: Int) -> String {
    String(repeating: character, count: max(0, length - count)) + self
  }
}
