/// A command and how its words become typed arguments.
///
/// The rules are those of getopt_long, with these choices: an option given twice holds its last
/// value, so that an alias can be overridden, unless it collects them; a value that is the next word must not look like an
/// option (a negative number does not); `-oVALUE` may also be written `-o=VALUE`.
struct Command<Arguments: Sendable>: Sendable {
  /// Everything a user is told.
  let declaration: CommandDeclaration

  let initial: Arguments
  let options: [Option<Arguments>]
  let positional: WritableKeyPath<Arguments, [String]> & Sendable
  let conflict: @Sendable (Arguments) -> String?

  /// Declares a command.
  ///
  /// `initial` holds the defaults; `conflict` says what is wrong with arguments that are each good
  /// but not together.
  init(
    _ name: String, summary: String, initial: Arguments, positional: PositionalDeclaration,
    into path: WritableKeyPath<Arguments, [String]> & Sendable, options: [Option<Arguments>],
    examples: [HelpEntry] = [],
    conflict: @escaping @Sendable (Arguments) -> String? = { _ in nil }
  ) {
    self.initial = initial
    self.options = options
    self.positional = path
    self.conflict = conflict
    let described = options.map { option in
      var declaration = option.declaration
      declaration.defaultValue = option.describeDefault(initial)
      return declaration
    }
    declaration = CommandDeclaration(
      name: name, summary: summary, positional: positional, options: described,
      examples: examples)
  }

  /// Reads the words after the command's name; `path` is what the user typed to get here.
  func parse(_ words: [String], path: String) throws(UsageError) -> Arguments {
    var reader = WordReader(command: self, words: words, path: path)
    return try reader.read()
  }
}
