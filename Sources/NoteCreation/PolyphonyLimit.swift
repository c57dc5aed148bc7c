/// Keeps the number of notes that sound at once within a limit, weakest first to go.
///
/// Not in the reference. A note that is cut short ends where the stronger one begins, and is
/// dropped when what is left is not longer than the minimum length. Notes are admitted by onset; of
/// those that begin together the strongest first, then the lowest. Between equal amplitudes, the
/// note already sounding stays.
package struct PolyphonyLimit: Sendable {
  /// A note and how many were taken in before it.
  private struct Candidate {
    let number: Int
    var note: FrameNote
  }

  private let maximum: Int
  private let minimumLength: Int
  private var count = 0
  /// Notes that begin at or after the last horizon.
  private var waiting: [Candidate] = []
  /// Notes that were admitted and may still be cut short, in that order.
  private var sounding: [Candidate] = []
  /// Notes that nothing changes any more.
  private var decided: [Candidate] = []

  /// `nil` when the settings ask for no limit.
  package init?(settings: NoteCreator.Settings) {
    guard let maximum = settings.maximumPolyphony else { return nil }
    self.maximum = maximum
    minimumLength = settings.minimumNoteFrames
  }

  /// The first frame of all notes that were taken in and not returned.
  var firstFrame: Int? { (waiting + sounding).lazy.map(\.note.frames.lowerBound).min() }

  /// The notes that are left, in their given order.
  package func applied(to notes: [FrameNote]) -> [FrameNote] {
    var limit = self
    limit.admit(notes, horizon: .max)
    return limit.decided.sorted { $0.number < $1.number }.map(\.note)
  }

  /// Takes in the next notes, in any order.
  ///
  /// - Parameter horizon: the frame before which no note begins that is still to come.
  /// - Returns: the notes that no other can cut short any more.
  package mutating func append(_ notes: [FrameNote], horizon: Int) -> [FrameNote] {
    admit(notes, horizon: horizon)
    defer { decided = [] }
    return decided.map(\.note)
  }

  private mutating func admit(_ notes: [FrameNote], horizon: Int) {
    for note in notes {
      waiting.append(Candidate(number: count, note: note))
      count += 1
    }
    let firstWaiting = waiting.partition { $0.note.frames.lowerBound >= horizon }
    for candidate in waiting[..<firstWaiting].sorted(by: Self.comesFirst) { admit(candidate) }
    waiting.removeFirst(firstWaiting)
    release(endingBy: horizon)
  }

  private mutating func admit(_ newcomer: Candidate) {
    let onset = newcomer.note.frames.lowerBound
    release(endingBy: onset)
    sounding.append(newcomer)
    guard sounding.count > maximum, let weakest else { return }
    var loser = sounding.remove(at: weakest)
    loser.note = loser.note.cut(toEndAt: onset)
    if loser.note.frames.count > minimumLength { decided.append(loser) }
  }

  private mutating func release(endingBy frame: Int) {
    decided += sounding.filter { $0.note.frames.upperBound <= frame }
    sounding.removeAll { $0.note.frames.upperBound <= frame }
  }

  private static func comesFirst(_ first: Candidate, _ second: Candidate) -> Bool {
    let (a, b) = (first.note, second.note)
    if a.frames.lowerBound != b.frames.lowerBound {
      return a.frames.lowerBound < b.frames.lowerBound
    }
    if a.amplitude != b.amplitude { return a.amplitude > b.amplitude }
    return (a.bin, first.number) < (b.bin, second.number)
  }

  /// The place in `sounding` of the note to lose: of equals the last admitted.
  private var weakest: Int? {
    sounding.indices.reversed().min { sounding[$0].note.amplitude < sounding[$1].note.amplitude }
  }
}
