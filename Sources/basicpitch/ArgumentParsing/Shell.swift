/// A shell that completes command lines.
enum Shell: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish

  /// What makes it complete the command lines of a program.
  func completions(of program: ProgramDeclaration) -> String {
    switch self {
    case .bash: BashCompletions.of(program)
    case .zsh: ZshCompletions.of(program)
    case .fish: FishCompletions.of(program)
    }
  }
}

extension String {
  /// As a word of bash or zsh that stands for nothing but itself.
  var quotedForShell: String {
    isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }

  /// As a word of fish, where a backslash counts within quotes too.
  var quotedForFish: String { isPlain ? self : "'" + escaping("\\'") + "'" }

  /// Whether no shell sees more in it than letters, digits, dashes and points.
  private var isPlain: Bool {
    !isEmpty
      && unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_./".unicodeScalars.contains($0))
      }
  }

  /// The text with a backslash before each of some characters.
  func escaping(_ characters: String) -> String {
    reduce(into: "") { $0 += characters.contains($1) ? "\\\($1)" : "\($1)" }
  }
}
