/// One reading of a command line, word by word.
struct WordReader<Arguments: Sendable> {
  private let command: Command<Arguments>
  private let path: String
  private var words: ArraySlice<String>
  private var arguments: Arguments
  private var given: Set<String> = []
  private var positionals: [String] = []

  init(command: Command<Arguments>, words: [String], path: String) {
    self.command = command
    self.path = path
    self.words = words[...]
    arguments = command.initial
  }

  /// Reads all words.
  mutating func read() throws(UsageError) -> Arguments {
    while let word = words.popFirst() {
      if word == "--" {
        positionals += words
        break
      }
      if word.hasPrefix("--") {
        try readLong(word)
      } else if word.hasPrefix("-"), word != "-" {
        try readGroup(word)
      } else {
        positionals.append(word)
      }
    }
    try finish()
    return arguments
  }

  /// `--name` or `--name=value`.
  private mutating func readLong(_ word: String) throws(UsageError) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.options.first(where: { $0.declaration.name == name }) else {
      let names = command.declaration.allOptions.map { "--" + $0.name }
      throw .unknownOption(
        "--" + name, nearest: nearest(to: "--" + name, among: names), command: path)
    }
    try take(option, spelled: "--" + name, attached: parts.count > 1 ? String(parts[1]) : nil)
  }

  /// `-q`, `-qv`, `-oFILE`, `-o=FILE` or `-qoFILE`.
  private mutating func readGroup(_ word: String) throws(UsageError) {
    var rest = word.dropFirst()
    while let letter = rest.popFirst() {
      guard let option = command.options.first(where: { $0.declaration.letter == letter }) else {
        throw unknownLetter(letter, in: word)
      }
      if option.declaration.value == .none {
        guard rest.first != "=" else {
          throw .unexpectedValue(
            option: "-\(letter)", value: String(rest.dropFirst()), command: path)
        }
        try take(option, spelled: "-\(letter)", attached: nil)
      } else {
        let attached = rest.first == "=" ? rest.dropFirst() : rest
        let value = rest.isEmpty ? nil : String(attached)
        return try take(option, spelled: "-\(letter)", attached: value)
      }
    }
  }

  /// `-force` is most likely meant to be `--force`; `-qh` asks for help, which stands alone.
  private func unknownLetter(_ letter: Character, in word: String) -> UsageError {
    let options = command.declaration.allOptions
    let meant = options.first { "-" + $0.name == word } ?? options.first { $0.letter == letter }
    return .unknownOption("-\(letter)", nearest: meant.map { "--" + $0.name }, command: path)
  }

  private mutating func take(
    _ option: Option<Arguments>, spelled name: String, attached: String?
  ) throws(UsageError) {
    given.insert(option.declaration.name)
    switch option.declaration.value {
    case .none:
      if let attached {
        throw .unexpectedValue(option: name, value: attached, command: path)
      }
      _ = option.assign(&arguments, nil)
    case .optional(_, let kind):
      try assign(attached, to: option, name: name, kind: kind)
    case .required(_, let kind):
      guard let value = attached ?? popValue() else {
        throw .missingValue(option: name, wants: kind.description, command: path)
      }
      try assign(value, to: option, name: name, kind: kind)
    }
  }

  /// The next word, unless it is an option or ends them.
  private mutating func popValue() -> String? {
    guard let word = words.first else { return nil }
    // No option begins with a digit, but values such as -1 and -1dB do.
    let isNumeric = word.dropFirst().first.map { $0.isWholeNumber || $0 == "." } ?? false
    let looksLikeOption = word.hasPrefix("-") && word != "-" && !isNumeric
    return looksLikeOption ? nil : words.popFirst()
  }

  private mutating func assign(
    _ value: String?, to option: Option<Arguments>, name: String, kind: ValueKind
  ) throws(UsageError) {
    guard option.assign(&arguments, value) else {
      throw .wrongValue(option: name, wants: kind.description, got: value ?? "", command: path)
    }
  }

  private mutating func finish() throws(UsageError) {
    let declared = command.declaration.positional
    guard positionals.count >= declared.count.lowerBound else {
      throw .missingArgument(declared.name(at: positionals.count), command: path)
    }
    guard positionals.count <= declared.count.upperBound else {
      throw .surplusArgument(positionals[declared.count.upperBound], command: path)
    }
    if case .choice(let words) = declared.kind {
      for (place, word) in positionals.enumerated() where !words.contains(word) {
        throw .wrongValue(
          option: declared.name(at: place), wants: declared.kind.description, got: word,
          command: path)
      }
    }
    for option in command.declaration.options
    where option.isRequired && !given.contains(option.name) {
      throw .missingOption("--" + option.name, command: path)
    }
    arguments[keyPath: command.positional] = positionals
    if let reason = command.conflict(arguments) { throw .conflict(reason, command: path) }
  }
}
