/// What is wrong with a command line; `command` is the command to ask for help.
enum UsageError: Error, Equatable {
  /// The program was called without a command.
  case missingCommand(command: String)
  /// There is no such command; one of nearly that name may be meant.
  case unknownCommand(String, nearest: String?, command: String)
  /// The command has no such option; one of nearly that name may be meant.
  case unknownOption(String, nearest: String?, command: String)
  /// An option that needs a value came without one.
  case missingValue(option: String, wants: String, command: String)
  /// A flag came with a value.
  case unexpectedValue(option: String, value: String, command: String)
  /// A value is no number, out of range or none of the words allowed.
  case wrongValue(option: String, wants: String, got: String, command: String)
  /// An option without which the command makes no sense.
  case missingOption(String, command: String)
  /// Fewer words than the command needs.
  case missingArgument(String, command: String)
  /// A word more than the command takes.
  case surplusArgument(String, command: String)
  /// Arguments that are each good, but not together.
  case conflict(String, command: String)
}

extension UsageError: CustomStringConvertible {
  var description: String { "\(problem); see '\(command) --help'" }

  private var problem: String {
    switch self {
    case .missingCommand: "no command given"
    case .unknownCommand(let name, let nearest, _):
      "unknown command '\(name)'" + Self.suggestion(nearest)
    case .unknownOption(let name, let nearest, _):
      "unknown option '\(name)'" + Self.suggestion(nearest)
    case .missingValue(let option, let wants, _): "\(option) wants \(wants), got nothing"
    case .unexpectedValue(let option, let value, _): "\(option) takes no value, got '\(value)'"
    case .wrongValue(let option, let wants, let got, _): "\(option) wants \(wants), got '\(got)'"
    case .missingOption(let option, _): "\(option) is missing"
    case .missingArgument(let placeholder, _): "\(placeholder) is missing"
    case .surplusArgument(let word, _): "unexpected argument '\(word)'"
    case .conflict(let reason, _): reason
    }
  }

  private var command: String {
    switch self {
    case .missingCommand(let command), .unknownCommand(_, _, let command),
      .unknownOption(_, _, let command), .missingValue(_, _, let command),
      .unexpectedValue(_, _, let command), .wrongValue(_, _, _, let command),
      .missingOption(_, let command), .missingArgument(_, let command),
      .surplusArgument(_, let command), .conflict(_, let command):
      command
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { " (did you mean '\($0)'?)" } ?? ""
  }
}
