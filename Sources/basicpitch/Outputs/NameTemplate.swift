/// How results are to be called: text with fields, as in `{stem}-{index}`.
struct NameTemplate: Equatable, Sendable {
  /// What differs from result to result.
  enum Field: String, CaseIterable, Sendable {
    /// The recording's name without its extension.
    case stem
    /// The recording's name.
    case name
    /// The recording's extension.
    case ext
    /// The folders of the recording below the one that was searched.
    case dir
    /// The recording's number, from 1 on, with zeros before it so that all are as long.
    case index
    /// The values that `--sweep` gives the result.
    case sweep
  }

  private enum Part: Equatable, Sendable {
    case text(String)
    case field(Field)
  }

  private var parts: [Part] = []

  /// Reads a template, in which `{{` and `}}` are braces; nil where a field is not known or a brace
  /// stands alone.
  init?(_ template: String) {
    var rest = template[...]
    while let character = rest.popFirst() {
      if character == "{" || character == "}", rest.first == character {
        rest.removeFirst()
        parts.append(.text(String(character)))
      } else if character == "{" {
        guard let end = rest.firstIndex(of: "}"), let field = Field(rawValue: String(rest[..<end]))
        else { return nil }
        parts.append(.field(field))
        rest = rest[rest.index(after: end)...]
      } else if character == "}" {
        return nil
      } else {
        parts.append(.text(String(character)))
      }
    }
    if parts.isEmpty { return nil }
  }

  /// The path that a result gets, below the folder of the results and without an extension; nil
  /// if it leads out of there or names nothing.
  func path(_ value: (Field) -> String) -> String? {
    if parts.first == .text("/") { return nil }
    let text = parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let field): value(field)
      }
    }.joined()
    let path = FilePath(text)
    let isBelow = path.below == path.normalized.drop { $0 == "/" }
    return isBelow && !path.name.isEmpty && !path.below.isEmpty ? path.below : nil
  }
}
