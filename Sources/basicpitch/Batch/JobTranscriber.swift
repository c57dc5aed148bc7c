import AudioIO
import Exports
import Transcription

/// Does one job after the other, or several at a time, with the same stages.
struct JobTranscriber: Sendable {
  let transcriber: Transcriber
  let arguments: TranscribeArguments
  /// Whether the folders of outputs are made where they are missing.
  let makesFolders: Bool
  let origin: TranscriptionOrigin
  let progress: ProgressLine?

  /// Transcribes a recording; whatever goes wrong is part of the outcome.
  func run(_ job: TranscriptionJob) -> TranscriptionOutcome {
    defer { progress?.completeOne() }
    if let problem = job.problem {
      return TranscriptionOutcome(
        job: job, status: .failed(Failure(message: problem, exitCode: .input)))
    }
    if job.outputs.isEmpty { return TranscriptionOutcome(job: job, status: .skipped) }
    let start = StageTimes.now
    do {
      let summary = try transcribe(job)
      return TranscriptionOutcome(
        job: job, status: .done, summary: summary,
        elapsed: Double(StageTimes.now - start) / 1e9)
    } catch {
      return TranscriptionOutcome(
        job: job, status: .failed(Failure(error).naming(job)),
        elapsed: Double(StageTimes.now - start) / 1e9)
    }
  }

  private func transcribe(_ job: TranscriptionJob) throws -> TranscriptionSummary {
    if makesFolders { for output in job.outputs { try makeFolder(of: output.path) } }
    var outputs = try TranscriptionOutputs(job, arguments, origin: origin)
    var summary = TranscriptionSummary()
    let recording = arguments.recording(at: job.input)
    let times = try transcriber(for: job).transcribe(recording) {
      passage throws(ExportError) in
      try summary.times.measure(.output) { () throws(ExportError) in try outputs.write(passage) }
      summary.count(passage)
      progress?.advance(frameCount: passage.posteriorgrams.frameCount)
    }
    let end = StageTimes.now
    try outputs.commit()
    summary.times.add(since: end, to: .output)
    summary.times.add(times)
    return summary
  }

  /// The original gives no track a name.
  private func transcriber(for job: TranscriptionJob) -> Transcriber {
    guard arguments.compatible == nil, job.input != "-" else { return transcriber }
    return transcriber.naming(track: FilePath(job.input).stem)
  }
}

extension Failure {
  /// The same failure, with the recording named if the message does not.
  fileprivate func naming(_ job: TranscriptionJob) -> Failure {
    let names = [job.name] + job.outputs.map { $0.path == "-" ? "standard output" : "'\($0.path)'" }
    let isNamed = names.contains { message.contains($0) }
    return isNamed ? self : Failure(message: "\(job.name): \(message)", exitCode: exitCode)
  }
}
