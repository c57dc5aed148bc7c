/// An option and the place of its value in the arguments of a command.
///
/// The name, the check of the value, the help line with its default and the assignment all come
/// from one declaration; the default itself is the property's initial value.
struct Option<Arguments: Sendable>: Sendable {
  typealias Path<Value> = WritableKeyPath<Arguments, Value> & Sendable

  /// What a user is told; the default is added by the command, which knows the initial values.
  private(set) var declaration: OptionDeclaration
  /// Stores a value (nil for a flag, or when an optional value is left out); false if it is no good.
  let assign: @Sendable (inout Arguments, String?) -> Bool
  /// The default in words.
  let describeDefault: @Sendable (Arguments) -> String?

  init(
    _ name: String, _ letter: Character?, _ value: OptionDeclaration.Value, _ help: String,
    describeDefault: @escaping @Sendable (Arguments) -> String? = { _ in nil },
    assign: @escaping @Sendable (inout Arguments, String?) -> Bool
  ) {
    declaration = OptionDeclaration(
      name: name, letter: letter, value: value, section: "Options", help: help)
    self.assign = assign
    self.describeDefault = describeDefault
  }

  /// The same option, which has to be given.
  var required: Self {
    var option = self
    option.declaration.isRequired = true
    return option
  }

  /// The same option, listed under a heading.
  func listed(under section: String) -> Self {
    var option = self
    option.declaration.section = section
    return option
  }
}

extension Option {
  /// The same option, of arguments that have these among their own.
  func within<Whole>(_ path: Option<Whole>.Path<Arguments>) -> Option<Whole> {
    var option = Option<Whole>(
      declaration.name, declaration.letter, declaration.value, declaration.help,
      describeDefault: { describeDefault($0[keyPath: path]) },
      assign: { assign(&$0[keyPath: path], $1) })
    option.declaration = declaration
    return option
  }
}

extension Option {
  /// An option without a value, which sets `path` to `value`.
  static func flag(
    _ name: String, short letter: Character? = nil, _ path: Path<Bool>, sets value: Bool = true,
    help: String
  ) -> Self {
    Self(name, letter, .none, help) { arguments, _ in
      arguments[keyPath: path] = value
      return true
    }
  }

  /// An option whose value is the path of a file.
  static func file(
    _ name: String, short letter: Character? = nil, _ path: Path<String>, help: String
  ) -> Self {
    Self(name, letter, .required("FILE", .file), help) { arguments, text in
      arguments[keyPath: path] = text ?? ""
      return text != ""
    }
  }

  /// An option whose value is the path of a file, with none by default.
  static func file(
    _ name: String, short letter: Character? = nil, _ path: Path<String?>,
    default words: String? = nil,
    help: String
  ) -> Self {
    Self(name, letter, .required("FILE", .file), help, describeDefault: { _ in words }) {
      arguments, text in
      arguments[keyPath: path] = text
      return text != ""
    }
  }

  /// An option whose value is a number in a range.
  static func number(
    _ name: String, _ path: Path<Double>, in range: ClosedRange<Double>, value: String,
    help: String
  ) -> Self {
    Self(
      name, nil, .required(value, .number(range)), help,
      describeDefault: { plain($0[keyPath: path]) }
    ) { arguments, text in
      guard let number = text.flatMap(decimal), range.contains(number) else { return false }
      arguments[keyPath: path] = number
      return true
    }
  }

  /// An option whose value is a number in a range, with none by default.
  static func number(
    _ name: String, _ path: Path<Double?>, in range: ClosedRange<Double>, value: String,
    default words: String? = nil, help: String
  ) -> Self {
    Self(
      name, nil, .required(value, .number(range)), help, describeDefault: { _ in words }
    ) { arguments, text in
      guard let number = text.flatMap(decimal), range.contains(number) else { return false }
      arguments[keyPath: path] = number
      return true
    }
  }

  /// An option whose value is a whole number in a range.
  static func integer(
    _ name: String, _ path: Path<Int>, in range: ClosedRange<Int>, value: String, help: String
  ) -> Self {
    Self(
      name, nil, .required(value, .integer(range)), help,
      describeDefault: { "\($0[keyPath: path])" }
    ) { arguments, text in
      guard let number = text.flatMap({ Int($0) }), range.contains(number) else { return false }
      arguments[keyPath: path] = number
      return true
    }
  }

  /// An option whose value is a whole number in a range, with none by default.
  static func integer(
    _ name: String, short letter: Character? = nil, _ path: Path<Int?>,
    in range: ClosedRange<Int>, value: String, default words: String? = nil, help: String
  ) -> Self {
    Self(
      name, letter, .required(value, .integer(range)), help, describeDefault: { _ in words }
    ) { arguments, text in
      guard let number = text.flatMap({ Int($0) }), range.contains(number) else { return false }
      arguments[keyPath: path] = number
      return true
    }
  }

  /// An option whose value has a form of its own.
  ///
  /// - Parameter parse: nil for a value of another form.
  static func value<Value>(
    _ name: String, _ path: Path<Value>, _ placeholder: String, kind: ValueKind,
    default words: String? = nil, help: String, parse: @escaping @Sendable (String) -> Value?
  ) -> Self {
    Self(name, nil, .required(placeholder, kind), help, describeDefault: { _ in words }) {
      arguments, text in
      guard let value = text.flatMap(parse) else { return false }
      arguments[keyPath: path] = value
      return true
    }
  }

  /// An option whose value has a form of its own, with none by default.
  ///
  /// Of its own as well, because the function above would store what `parse` makes of a wrong value:
  /// nil, where nil may be stored.
  static func value<Value>(
    _ name: String, short letter: Character? = nil, _ path: Path<Value?>, _ placeholder: String,
    kind: ValueKind, default words: String? = nil, help: String,
    parse: @escaping @Sendable (String) -> Value?
  ) -> Self {
    Self(name, letter, .required(placeholder, kind), help, describeDefault: { _ in words }) {
      arguments, text in
      guard let value = text.flatMap(parse) else { return false }
      arguments[keyPath: path] = value
      return true
    }
  }

  /// An option that may be given several times, each value having a form of its own.
  ///
  /// - Parameter parse: nil for a value of another form.
  static func values<Value>(
    _ name: String, _ path: Path<[Value]>, _ placeholder: String, kind: ValueKind, help: String,
    parse: @escaping @Sendable (String) -> Value?
  ) -> Self {
    Self(name, nil, .required(placeholder, kind), help) { arguments, text in
      guard let value = text.flatMap(parse) else { return false }
      arguments[keyPath: path].append(value)
      return true
    }
  }
}
