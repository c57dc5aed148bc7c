import Exports
import Transcription
import TranscriptionTypes

/// The beats of a recording, in words and for programs.
struct BeatReport {
  private let music: Interpretation?

  init(_ music: Interpretation?) { self.music = music }

  /// Whether there is a beat.
  var hasPulse: Bool { music?.pulse != nil }

  /// A line for each beat: its time in seconds, its bar and its number in it; or "none".
  var table: String {
    guard let grid = music?.pulse else { return "none\n" }
    return "     time   bar  beat\n"
      + zip(grid.times.indices, bars(of: grid)).map { beat, bar in
        column(decimal(grid.times[beat], places: 3), 9) + column("\(bar)", 6)
          + column("\(grid.numbers[beat])", 6) + "\n"
      }.joined()
  }

  /// All that was found; of what was not, null and nothing.
  var json: String {
    let grid = music?.pulse
    let confidence = music?.grid?.confidence ?? 0
    return JSONValue.object([
      ("metre", grid.map { .string($0.metre.name) } ?? .null),
      ("metre_confidence", .number(grid.map { rounded($0.metreConfidence, 1000) })),
      ("tempo_bpm", .number(grid.map { rounded($0.tempo, 100) })),
      ("confidence", .number(rounded(confidence, 1000))),
      ("tatums_per_beat", grid.map { .integer($0.tatumsPerBeat) } ?? .null),
      ("tatum_s", .number(grid.map { rounded(60 / $0.tempo / Double($0.tatumsPerBeat), 1e6) })),
      ("key", music?.key.map { .string($0.key.name) } ?? .null),
      ("key_confidence", .number(music?.key.map { rounded($0.confidence, 1000) })),
      ("beats", .array(grid.map(beats) ?? [])),
    ]).text
  }

  /// Each beat with the tempo that leads on from it.
  private func beats(of grid: BeatGrid) -> [JSONValue] {
    zip(grid.times.indices, bars(of: grid)).map { beat, bar in
      .object([
        ("time", .number(rounded(grid.times[beat], 1e6))), ("bar", .integer(bar)),
        ("beat", .integer(grid.numbers[beat])),
        ("bpm", .number(rounded(60 / grid.period(ofBeat: beat), 100))),
      ])
    }
  }

  /// The number of each beat's bar; 0 of a bar that lacks its beginning.
  private func bars(of grid: BeatGrid) -> [Int] {
    let first = grid.numbers[0] == 1 ? 1 : 0
    return grid.bars.enumerated().flatMap { bar, beats in beats.map { _ in first + bar } }
  }

  private func column(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }

  private func rounded(_ number: Double, _ scale: Double) -> Double {
    (number * scale).rounded() / scale
  }
}
