// What a user is told about the command line, as plain data: the help text, the completions of
// three shells and the manual page are made from it.

/// An option of a command.
struct OptionDeclaration: Equatable, Sendable {
  /// Whether an option is followed by a value.
  enum Value: Equatable, Sendable {
    /// Never: a flag.
    case none
    /// Always: `--name VALUE`, `--name=VALUE`, `-n VALUE` or `-nVALUE`.
    case required(String, ValueKind)
    /// Only after an equals sign, `--name` or `--name=VALUE`, so that the word after it is free.
    case optional(String, ValueKind)
  }

  /// The name after the two dashes.
  var name: String
  /// The letter after a single dash.
  var letter: Character?
  var value: Value
  /// Heading under which help lists it.
  var section: String
  /// What it is for, without a full stop.
  var help: String
  /// What holds when it is not given, in words.
  var defaultValue: String?
  /// Whether the command makes no sense without it.
  var isRequired = false

  /// The ways of writing its name: "-o" and "--output".
  var spellings: [String] { (letter.map { ["-\($0)"] } ?? []) + ["--\(name)"] }

  /// How it is listed: "-o, --output FILE".
  var usage: String {
    let long =
      switch value {
      case .none: "--\(name)"
      case .required(let placeholder, _): "--\(name) \(placeholder)"
      case .optional(let placeholder, _): "--\(name)[=\(placeholder)]"
      }
    return (letter.map { "-\($0), " } ?? "    ") + long
  }
}

extension OptionDeclaration {
  /// Understood by the program and by every command.
  static let help = OptionDeclaration(
    name: "help", letter: "h", value: .none, section: "Help", help: "show this help")

  /// Understood by the program.
  static let version = OptionDeclaration(
    name: "version", value: .none, section: "Help", help: "show the version")
}

/// The words of a command that are not options.
struct PositionalDeclaration: Equatable, Sendable {
  /// Its name in capitals; several for words of several meanings, all after them being of the last.
  var placeholder: String
  var kind: ValueKind
  /// How many of them there may be.
  var count: ClosedRange<Int>
  var help: String

  /// None: a command that takes no words.
  static let nothing = PositionalDeclaration(
    placeholder: "", kind: .form("nothing"), count: 0...0, help: "")

  /// Whether there may be more words than names.
  var repeats: Bool { count.upperBound > names.count }

  /// What the words are called, in order.
  var names: [String] { placeholder.split(separator: " ").map(String.init) }

  /// How it is listed: "INPUT..." where there may be several.
  var usage: String { placeholder + (count.upperBound > 1 ? "..." : "") }

  /// What the word at a place is called.
  func name(at place: Int) -> String {
    names.isEmpty ? placeholder : names[min(place, names.count - 1)]
  }
}

/// A line of help in two columns.
struct HelpEntry: Equatable, Sendable {
  var term: String
  var meaning: String
}

/// A command: everything a user can be told about it.
struct CommandDeclaration: Equatable, Sendable {
  var name: String
  /// What it does, in a line without a full stop.
  var summary: String
  var positional: PositionalDeclaration
  /// Its own options; `help` comes on top.
  var options: [OptionDeclaration]
  /// Command lines worth copying, and what they do.
  var examples: [HelpEntry] = []

  /// Every option it understands.
  var allOptions: [OptionDeclaration] { options + [.help] }

  /// The sections of its options, in order of their first appearance.
  var sections: [String] {
    allOptions.reduce(into: []) { if !$0.contains($1.section) { $0.append($1.section) } }
  }
}

/// Where to read on.
enum Reference: Equatable, Sendable {
  /// A manual page and the section of the manual that it is in.
  case manual(String, section: Int)
  case link(String)
}

/// The program: its commands and what holds for all of them.
struct ProgramDeclaration: Equatable, Sendable {
  var name: String
  /// What it does, in a line without a full stop.
  var summary: String
  var commands: [CommandDeclaration] = []
  /// Options that it understands without a command.
  var options: [OptionDeclaration] = [.help, .version]
  /// Variables it looks at.
  var environment: [HelpEntry] = []
  /// What its exit codes mean.
  var exitCodes: [HelpEntry] = []
  /// Paragraphs of sentences that the manual has beyond help.
  var description: [[String]] = []
  /// Files it looks for by itself.
  var files: [HelpEntry] = []
  var seeAlso: [Reference] = []
}
