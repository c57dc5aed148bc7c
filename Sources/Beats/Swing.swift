import TranscriptionTypes

/// Where in a beat its second half begins.
public struct Swing: Equatable, Sendable {
  /// In the middle.
  public static let none = Swing(0.5)

  /// Share of the beat before its second half.
  public let ratio: Double

  /// Share of the notes off the beat that must be late for it to be swing.
  private static let leastShare = 0.6

  init(_ ratio: Double) { self.ratio = ratio }

  /// Measures it: the middle of what begins around two thirds of a beat, if hardly anything begins
  /// in its middle or at its first third.
  init(of notes: [NoteEvent], on grid: BeatGrid) {
    let places = notes.map { note -> Double in
      let beat = grid.beat(atSeconds: note.onset)
      return beat - beat.rounded(.down)
    }.filter { (0.2..<0.85).contains($0) }
    let late = places.filter { (0.58..<0.75).contains($0) }.sorted()
    let isSwung = !late.isEmpty && Double(late.count) > Self.leastShare * Double(places.count)
    self.init(isSwung ? late[late.count / 2] : 0.5)
  }

  /// Where a place of even halves is played.
  public func swung(_ beat: Double) -> Double {
    let whole = beat.rounded(.down)
    let part = beat - whole
    return whole
      + (part < 0.5 ? 2 * ratio * part : ratio + 2 * (1 - ratio) * (part - 0.5))
  }

  /// Where in even halves is what was played there; the inverse of ``swung(_:)``.
  public func straight(_ beat: Double) -> Double {
    let whole = beat.rounded(.down)
    let part = beat - whole
    return whole
      + (part < ratio ? part / (2 * ratio) : 0.5 + (part - ratio) / (2 * (1 - ratio)))
  }
}
