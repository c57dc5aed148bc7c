/// A recording that was asked for, and by which path.
struct FoundRecording: Equatable, Sendable {
  /// Where it is; `-` for standard input.
  let path: String
  /// Its place below the folder of the outputs.
  let place: String
  /// What tells it from the others wherever all of them are mounted: its place below the folder that
  /// was searched, or its path as it was given. Nil for what is not to be found, whose share nobody
  /// knows: it may be one machine alone that does not see it.
  let key: String?
  /// Why there is nothing to transcribe after all, as a folder that cannot be listed.
  var problem: String?

  init(path: String, place: String, key: String? = nil, problem: String? = nil) {
    self.path = path
    self.place = place
    self.key = key
    self.problem = problem
  }
}
