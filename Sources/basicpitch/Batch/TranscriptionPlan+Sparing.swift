// What must not be lost.
extension TranscriptionPlan {
  /// Refuses to replace what is read, under whatever name.
  static func spare(_ inputs: [String], from outputs: [String]) throws(Failure) {
    let existing = outputs.compactMap { path in FileIdentity(of: path).map { (path, $0) } }
    // Looking at every input is not for nothing.
    if existing.isEmpty { return }
    let read = Set(inputs.compactMap(FileIdentity.init))
    guard let (path, _) = existing.first(where: { read.contains($0.1) }) else { return }
    throw Failure(
      message: "cannot write '\(path)': it is an input", exitCode: .output, path: path)
  }

  /// Refuses a report that would be written over what it is about.
  static func check(report: String, among jobs: [TranscriptionJob]) throws(Failure) {
    let identity = FilePath(report).identity
    let job = jobs.first { $0.outputs.contains { FilePath($0.path).identity == identity } }
    guard report != "-", let job else { return }
    throw Failure(
      message: "the report and an output of \(job.name) would both be written to '\(report)'",
      exitCode: .usage, path: report)
  }
}
