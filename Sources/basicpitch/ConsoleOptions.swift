// What every command that says something can be asked.
extension Option {
  /// The option that silences notes.
  static func quiet(_ path: Path<Bool>) -> Self {
    .flag("quiet", short: "q", path, help: "say nothing but errors")
  }

  /// The option that turns all lines into JSON.
  static func jsonErrors(_ path: Path<Bool>) -> Self {
    .flag(
      Console.jsonOption, path,
      help:
        "say errors, and whatever else is said, as JSON: an object a line with code, kind, path and"
        + " message")
  }
}
