@testable import basicpitch

enum Colour: String, CaseIterable, Sendable {
  case red
  case lightGreen = "light-green"
}

/// A small command with an option of every kind.
struct ToyArguments: Equatable, Sendable {
  var inputs: [String] = []
  var output = ""
  var level = 0.5
  var gain: Double?
  var count = 3
  var limit: Int?
  var colour = Colour.red
  var like: Colour?
  var note: String?
  var loud = false
  var fast = false
  var polish = true
}

extension ToyArguments {
  static let command = Command(
    "paint", summary: "Paint files, as a command with an option of every kind that there is",
    initial: ToyArguments(),
    positional: PositionalDeclaration(
      placeholder: "FILE", kind: .file, count: 1...3, help: "files to paint"),
    into: \.inputs,
    options: [
      .file("output", short: "o", \.output, help: "where to paint").required,
      .number("level", \.level, in: 0...1, value: "L", help: "how much"),
      .number(
        "gain", \.gain, in: -60...Double.infinity, value: "DB",
        help: "how much louder the result is to be than what was read, in decibels"),
      .integer("count", \.count, in: 1...10, value: "N", help: "how often"),
      .integer(
        "limit", \.limit, in: 1...Int.max, value: "N", default: "no limit",
        help: "how often at most"),
      .choice("colour", \.colour, help: "which paint"),
      .choice("like", \.like, implied: .red, help: "whose style"),
      .file("note", \.note, help: "a note to go with it"),
      Option.flag("loud", short: "l", \.loud, help: "be loud").listed(under: "Manners"),
      Option.flag("fast", short: "f", \.fast, help: "be fast").listed(under: "Manners"),
      Option.flag("no-polish", \.polish, sets: false, help: "leave it rough")
        .listed(under: "Manners"),
    ],
    examples: [HelpEntry(term: "toy paint -o b a", meaning: "paint a onto b")],
    conflict: { $0.loud && $0.count == 10 ? "--loud goes with less than --count 10" : nil })
}

enum ToyInvocation: Equatable, Sendable {
  case paint(ToyArguments)
}

let toy = Program<ToyInvocation>(
  ProgramDeclaration(
    name: "toy", summary: "Play with declarations",
    environment: [HelpEntry(term: "TOY_BOX", meaning: "where toys are kept")],
    exitCodes: [HelpEntry(term: "0", meaning: "fun"), HelpEntry(term: "1", meaning: "no fun")]),
  commands: [Program.Subcommand(ToyArguments.command) { .paint($0) }])

/// Reads the words after `toy paint`.
func paint(_ words: String...) throws(UsageError) -> ToyArguments {
  try ToyArguments.command.parse(words, path: "toy paint")
}
