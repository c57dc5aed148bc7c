/// A form that results can have, as `--format` calls it.
enum OutputFormat: String, CaseIterable, Sendable {
  case mid, csv, json, ndjson, npz, txt, html, intervals, f0, svg, png, musicxml
  /// The notes as the synthesiser plays them.
  case sound = "sonified.wav"

  /// Those that `--format` knows.
  static let selectable = allCases.filter { $0 != .sound }

  /// Those that are pictures.
  static let pictures = [OutputFormat.svg, .png]

  /// The form of a picture by its extension; nil for any other.
  static func picture(at path: String) -> OutputFormat? {
    pictures.first { $0.rawValue == FilePath(path).fileExtension }
  }

  /// What its files end in, after a dot: the same, unless others know that by another name.
  var fileExtension: String {
    switch self {
    case .intervals: "intervals.txt"
    case .f0: "f0.csv"
    default: rawValue
    }
  }

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
