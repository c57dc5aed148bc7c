extension Option {
  /// An option whose value is one of the words of an enumeration.
  static func choice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
    _ name: String, _ path: Path<Choice>, help: String
  ) -> Self {
    let words = Choice.allCases.map(\.rawValue)
    return Self(
      name, nil, .required(words.joined(separator: "|"), .choice(words)), help,
      describeDefault: { $0[keyPath: path].rawValue }
    ) { arguments, text in
      guard let choice = text.flatMap({ Choice(rawValue: $0) }) else { return false }
      arguments[keyPath: path] = choice
      return true
    }
  }

  /// An option whose value is one of the words of an enumeration, with none by default.
  static func choice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
    _ name: String, _ path: Path<Choice?>, default word: String, help: String
  ) -> Self {
    let words = Choice.allCases.map(\.rawValue)
    return Self(
      name, nil, .required(words.joined(separator: "|"), .choice(words)), help,
      describeDefault: { _ in word }
    ) { arguments, text in
      guard let choice = text.flatMap({ Choice(rawValue: $0) }) else { return false }
      arguments[keyPath: path] = choice
      return true
    }
  }

  /// An option that may be given alone, for `implied`, or with one of the words of an enumeration
  /// after an equals sign.
  static func choice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
    _ name: String, _ path: Path<Choice?>, implied: Choice, help: String
  ) -> Self {
    let words = Choice.allCases.map(\.rawValue)
    let value = OptionDeclaration.Value.optional(words.joined(separator: "|"), .choice(words))
    return Self(name, nil, value, help) { arguments, text in
      guard let choice = text.map({ Choice(rawValue: $0) }) ?? implied else { return false }
      arguments[keyPath: path] = choice
      return true
    }
  }
}
