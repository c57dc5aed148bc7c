import TranscriptionTypes

/// Keeps the number of notes that sound at once within a limit, weakest first to go.
///
/// Not in the reference. A note that is cut short ends where the stronger one begins, and is
/// dropped when what is left is not longer than the minimum length. Notes are admitted by onset; of
/// those that begin together the strongest first, then the lowest. Between equal confidences, the
/// note already sounding stays.
package struct PolyphonyLimit: NoteSelection {
  /// A note and how many were taken in before it.
  private struct Candidate {
    let number: Int
    var note: NoteEvent
  }

  private let maximum: Int
  /// Seconds that what is left of a note must exceed.
  private let minimumLength: Double
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
    minimumLength = settings.minimumSeconds
  }

  /// The first onset of all notes that were taken in and not returned.
  var firstOnset: Double? { (waiting + sounding).lazy.map(\.note.onset).min() }

  /// The notes that are left, in their given order.
  package func applied(to notes: [NoteEvent]) -> [NoteEvent] {
    var limit = self
    limit.admit(notes, horizon: .infinity)
    return limit.decided.sorted { $0.number < $1.number }.map(\.note)
  }

  /// Takes in the next notes, in any order.
  ///
  /// - Parameter horizon: seconds before which no note begins that is still to come.
  /// - Returns: the notes that no other can cut short any more.
  package mutating func append(_ notes: [NoteEvent], horizon: Double) -> [NoteEvent] {
    admit(notes, horizon: horizon)
    defer { decided = [] }
    return decided.map(\.note)
  }

  private mutating func admit(_ notes: [NoteEvent], horizon: Double) {
    for note in notes {
      waiting.append(Candidate(number: count, note: note))
      count += 1
    }
    let firstWaiting = waiting.partition { $0.note.onset >= horizon }
    for candidate in waiting[..<firstWaiting].sorted(by: Self.comesFirst) { admit(candidate) }
    waiting.removeFirst(firstWaiting)
    release(endingBy: horizon)
  }

  private mutating func admit(_ newcomer: Candidate) {
    let onset = newcomer.note.onset
    release(endingBy: onset)
    sounding.append(newcomer)
    guard sounding.count > maximum, let weakest else { return }
    var loser = sounding.remove(at: weakest)
    loser.note = loser.note.cut(toEndAt: onset)
    if loser.note.offset - loser.note.onset > minimumLength { decided.append(loser) }
  }

  private mutating func release(endingBy time: Double) {
    decided += sounding.filter { $0.note.offset <= time }
    sounding.removeAll { $0.note.offset <= time }
  }

  private static func comesFirst(_ first: Candidate, _ second: Candidate) -> Bool {
    let (a, b) = (first.note, second.note)
    if a.onset != b.onset { return a.onset < b.onset }
    if a.confidence != b.confidence { return a.confidence > b.confidence }
    return (a.pitch, first.number) < (b.pitch, second.number)
  }

  /// The place in `sounding` of the note to lose: of equals the last admitted.
  private var weakest: Int? {
    sounding.indices.reversed().min { sounding[$0].note.confidence < sounding[$1].note.confidence }
  }
}
