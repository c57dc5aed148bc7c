/// A recording that was asked for, and by which path.
struct FoundRecording: Equatable, Sendable {
  /// Where it is; `-` for standard input.
  let path: String
  /// Its place below the folder of the outputs.
  let place: String
  /// Why there is nothing to transcribe after all, as a folder that cannot be listed.
  var problem: String?

  init(path: String, place: String, problem: String? = nil) {
    self.path = path
    self.place = place
    self.problem = problem
  }
}
