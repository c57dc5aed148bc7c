/// A form that results can have, named by its extension.
enum OutputFormat: String, CaseIterable, Sendable {
  case mid, csv, json, ndjson, npz, txt, html
  /// The notes as the synthesiser plays them.
  case sound = "sonified.wav"

  /// Those that `--format` knows.
  static let selectable = allCases.filter { $0 != .sound }

  /// Reads "mid,csv"; nil if a word is none of them.
  static func list(_ words: String) -> [OutputFormat]? {
    var formats: [OutputFormat] = []
    for word in words.split(separator: ",", omittingEmptySubsequences: false) {
      guard let format = selectable.first(where: { $0.rawValue == word }) else { return nil }
      if !formats.contains(format) { formats.append(format) }
    }
    return formats
  }
}
