import Testing

@testable import basicpitch

/// Words that a shell, a completion system or roff would take for something else.
enum OddWord: String, CaseIterable, Sendable {
  case plain
  case quote = "it's"
  case double = "say\"so"
  case space = "a b"
  case variable = "$HOME"
  case command = "$(echo x)`echo y`"
  case star = "*"
  case colon = "c:d"
  case bracket = "[x](y)"
  case backslash = "back\\slash"
  case equals = "e=f"
}

struct OddArguments: Equatable, Sendable {
  var inputs: [String] = []
  var word = OddWord.plain
  var like: OddWord?
  var flag = false
}

/// A program whose every text is full of odd words.
let oddToy = ProgramDeclaration(
  name: "odd", summary: text,
  commands: [
    Command(
      "do", summary: text, initial: OddArguments(),
      positional: PositionalDeclaration(
        placeholder: "WHAT", kind: .choice(OddWord.allCases.map(\.rawValue)), count: 1...9,
        help: text),
      into: \.inputs,
      options: [
        .choice("word", \.word, help: text), .choice("like", \.like, implied: .plain, help: text),
        .flag("It", short: "x", \.flag, help: ".Sh is no macro, é no escape"),
      ],
      examples: [HelpEntry(term: text, meaning: text)]
    ).declaration
  ])

private let text = OddWord.allCases.map(\.rawValue).joined(separator: " ")

extension ProgramDeclaration: CustomTestStringConvertible {
  /// Its name: a failure need not show everything there is to know about it.
  public var testDescription: String { name }
}
