/// What `basicpitch man` is asked to do: there is nothing to choose.
struct ManualArguments: Equatable, Sendable {
  private var inputs: [String] = []

  /// The command line of `basicpitch man`.
  static let command = Command(
    "man", summary: "Print the manual page", initial: ManualArguments(), positional: .nothing,
    into: \.inputs, options: [],
    examples: [
      HelpEntry(
        term: "basicpitch man > basicpitch.1; man ./basicpitch.1",
        meaning: "read the manual page without make install")
    ])
}

extension ManualPage {
  /// The manual page of this program.
  static var current: String {
    of(Invocation.program.declaration, version: VersionText.version, date: VersionText.date)
  }
}
