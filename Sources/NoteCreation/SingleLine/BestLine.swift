import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes one line of notes that sound together: never two at once.
///
/// Of all successions of the notes, in which each ends at the latest where the next begins, it keeps the
/// best: a note is worth the log odds that it begins as it does, and so much for each second that it
/// lasts. What sounds together with the line is worth less than what it would cut short: harmonics, a
/// string that rings on, the room.
///
/// Source: `Benchmarks/accuracy/line.py`, `best_line`; the search is Viterbi's (1967).
struct BestLine: NoteSelection {
  /// What a second of sound is worth, in log odds.
  private static let second = 5.0
  /// Seconds that a note must last which the next one cuts short.
  private static let least = 0.05
  /// Nothing is surer than this, or less sure than the rest.
  private static let surest = 0.999
  /// Seconds after which the line is what it best is by then; mostly it is certain at once.
  private static let patience = 8.0

  /// A note that may be of the line.
  private struct Step {
    let number: Int
    let note: NoteEvent
    /// What the best line to its onset is worth, with its own odds.
    let worth: Double
    /// The step before it, if there is any.
    let previous: Int?

    /// What the line is worth at a time.
    func worth(at time: Double) -> Double {
      worth + BestLine.second * (min(note.offset, time) - note.onset)
    }
  }

  /// Seconds that a note must last which is cut short.
  private let least: Double
  /// Notes that begin at or after the last horizon.
  private var waiting: [NoteEvent] = []
  /// The steps of all lines that may turn out to be the best, by onset.
  private var steps: [Step] = []
  private var count = 0
  /// The last horizon.
  private var latest = -Double.infinity
  /// What a line is worth that goes on from what was returned; nil once it goes on from a step.
  private var settled: Double? = 0

  /// - Parameter minimumLength: seconds that a note must exceed.
  init(minimumLength: Double) { least = max(Self.least, minimumLength) }

  var firstOnset: Double? {
    (waiting.lazy.map(\.onset) + steps.lazy.map(\.note.onset)).min()
  }

  mutating func append(_ notes: [NoteEvent], horizon: Double) -> [NoteEvent] {
    waiting += notes
    guard !waiting.isEmpty || !steps.isEmpty else { return [] }
    let firstWaiting = waiting.partition { $0.onset >= horizon }
    for note in waiting[..<firstWaiting].sorted(by: Self.comesFirst) { admit(note) }
    waiting.removeFirst(firstWaiting)
    // Nothing else makes anything certain than a note that begins or ends.
    let hasEnded = steps.contains { latest < $0.note.offset && $0.note.offset <= horizon }
    latest = horizon
    return firstWaiting > 0 || hasEnded ? settle(horizon) : []
  }

  private static func comesFirst(_ a: NoteEvent, _ b: NoteEvent) -> Bool {
    if a.onset != b.onset { return a.onset < b.onset }
    return a.confidence != b.confidence ? a.confidence > b.confidence : a.pitch < b.pitch
  }

  /// Finds the best line to a note.
  private mutating func admit(_ note: NoteEvent) {
    let before = best(at: note.onset) {
      $0.offset <= note.onset || note.onset - $0.onset >= least
    }
    let chance = min(max(Double(note.confidence), 1 - Self.surest), Self.surest)
    steps.append(
      Step(
        number: count, note: note, worth: before.worth + log(chance / (1 - chance)),
        previous: before.step))
    count += 1
  }

  /// The best line at a time that ends with a note which a condition allows, or with what was returned;
  /// of equals the first.
  private func best(
    at time: Double, where allows: (NoteEvent) -> Bool = { _ in true }
  ) -> (step: Int?, worth: Double) {
    var best: (step: Int?, worth: Double) = (nil, settled ?? -.infinity)
    for step in steps where allows(step.note) && step.worth(at: time) > best.worth {
      best = (step.number, step.worth(at: time))
    }
    return best
  }
}

// What becomes certain.
extension BestLine {
  /// Returns what all lines have in common that may turn out to be the best.
  private mutating func settle(_ horizon: Double) -> [NoteEvent] {
    var lines = open(at: horizon)
    let best = line(to: best(at: horizon).step)
    var shared = Self.beginning(of: lines)
    while lines.count > 1, isOverdue(lines, after: shared.count, at: horizon) {
      let next = best.dropFirst(shared.count).first?.number
      lines.removeAll { $0.dropFirst(shared.count).first?.number != next }
      shared = Self.beginning(of: lines)
    }
    let isCertain = lines.count == 1 && shared.last?.note.offset ?? 0 <= horizon
    forget(given: isCertain ? shared.count : shared.count - 1, of: lines)
    // All lines go on from the last that they share.
    if let last = shared.last { settled = isCertain ? last.worth(at: .infinity) : nil }
    let nexts = shared.dropFirst().map(\.note.onset) + (isCertain ? [.infinity] : [])
    return zip(shared, nexts).map { $0.note.cut(toEndAt: $1) }
  }

  /// The lines that may turn out to be the best: what follows goes on from a note that still sounds, or
  /// from the best of the lines that have ended.
  private func open(at horizon: Double) -> [[Step]] {
    let sounding = steps.filter { $0.note.offset > horizon }.map { line(to: $0.number) }
    let ended = best(at: horizon) { $0.offset <= horizon }
    return ended.step == nil && settled == nil ? sounding : sounding + [line(to: ended.step)]
  }

  /// The steps of the best line to one, in order.
  private func line(to last: Int?) -> [Step] {
    var (line, number): ([Step], Int?) = ([], last)
    for step in steps.reversed() where step.number == number {
      line.append(step)
      number = step.previous
    }
    return line.reversed()
  }

  /// What all lines begin with.
  private static func beginning(of lines: [[Step]]) -> [Step] {
    guard let first = lines.first else { return [] }
    let shared = first.indices.prefix { place in
      lines.allSatisfy { $0.count > place && $0[place].number == first[place].number }
    }
    return shared.map { first[$0] }
  }

  /// Whether lines have parted for too long.
  private func isOverdue(_ lines: [[Step]], after place: Int, at horizon: Double) -> Bool {
    let first = lines.compactMap { $0.dropFirst(place).first?.note.onset }.min()
    return horizon - (first ?? .infinity) > Self.patience
  }

  /// Keeps the steps of some lines, but for those at their beginning that are given.
  private mutating func forget(given: Int, of lines: [[Step]]) {
    let kept = Set(lines.flatMap { $0.dropFirst(max(0, given)).map(\.number) })
    steps.removeAll { !kept.contains($0.number) }
  }
}
