import AudioIO
import Exports
import Transcription
import TranscriptionTypes

/// Does one job after the other, or several at a time, with the same stages.
struct JobTranscriber: Sendable {
  let source: PosteriorgramSource
  let arguments: TranscribeArguments
  /// What is to be made of each recording.
  let variants: [Variant]
  /// Whether the folders of outputs are made where they are missing.
  let makesFolders: Bool
  /// Nil where no model is asked.
  let modelChecksum: String?
  let progress: ProgressLine?

  /// Transcribes a recording; whatever goes wrong is part of the outcome.
  func run(_ job: TranscriptionJob) -> TranscriptionOutcome {
    defer { progress?.completeOne() }
    if let problem = job.problem {
      return TranscriptionOutcome(
        job: job, status: .failed(Failure(message: problem, exitCode: .input, path: job.input)))
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
        job: job, status: .failed(Failure(error).naming(job).hinting(at: error)),
        elapsed: Double(StageTimes.now - start) / 1e9)
    }
  }

  private func transcribe(_ job: TranscriptionJob) throws -> TranscriptionSummary {
    if makesFolders { for output in job.outputs { try makeFolder(of: output.path) } }
    let renditions = try variants.enumerated().map { try rendition($1, $0, of: job) }
    var summary = TranscriptionSummary()
    let heard = try source.read(
      arguments.recording(at: job.input), at: job.input, expecting: { progress?.expect($0) }
    ) { heard throws(ExportError) in
      for rendition in renditions { try rendition.append(heard) }
      summary.sampleCount += heard.samples.count
      summary.frameCount += heard.posteriorgrams.frameCount
      progress?.advance(frameCount: heard.posteriorgrams.frameCount)
    }
    summary.shortfall = heard.shortfall
    summary.times = heard.times
    for rendition in renditions {
      try rendition.finish()
      summary.noteCounts.append(rendition.noteCount)
      summary.interpretation = rendition.interpretation
      summary.family = rendition.family
      summary.times.add(rendition.times)
    }
    return summary
  }

  private func rendition(
    _ variant: Variant, _ number: Int, of job: TranscriptionJob
  ) throws(ExportError) -> Rendition {
    var settings = Transcriber.Settings(variant.arguments)
    // The original gives no track a name.
    if arguments.compatible == nil, job.input != "-" {
      settings.arrangement.trackName = FilePath(job.input).stem.legible
    }
    let origin = TranscriptionOrigin(variant.arguments, modelChecksum: modelChecksum)
    return Rendition(
      settings, arithmetic: source.arithmetic,
      outputs: try TranscriptionOutputs(
        job, variant: number, of: variant.arguments, origin: origin))
  }
}

extension Failure {
  /// The same failure, with the recording named if the message does not.
  fileprivate func naming(_ job: TranscriptionJob) -> Failure {
    let names = [job.name] + job.outputs.map { $0.path == "-" ? "standard output" : "'\($0.path)'" }
    let isNamed = names.contains { message.contains($0) }
    return Failure(
      message: isNamed ? message : "\(job.name): \(message)", exitCode: exitCode,
      path: path ?? job.input)
  }

  /// The same failure, with the option that was forgotten if it is about an archive.
  fileprivate func hinting(at error: any Error) -> Failure {
    guard case .input(.unknownFormat(let path, _)) as TranscriptionError<ExportError> = error,
      FilePath(path).fileExtension == "npz"
    else { return self }
    return Failure(
      message: message + "; --from-posteriorgrams reads what was saved", exitCode: exitCode,
      path: path)
  }
}
