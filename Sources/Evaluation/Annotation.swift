/// The notes of a piece, as its truth or as an estimate of it.
public struct Annotation: Equatable, Sendable {
  /// The notes by onset, then offset, pitch and velocity; each ends after it begins.
  ///
  /// Of several maximum matchings, the order decides which is found, and so the scores that look
  /// at velocities: it has to be the same for everybody.
  public let notes: [AnnotatedNote]

  /// Puts notes in order; those that do not end after they begin are left out.
  public init(_ notes: some Sequence<AnnotatedNote>) {
    self.notes = notes.filter { $0.offset > $0.onset }.sorted {
      ($0.onset, $0.offset, $0.pitch, $0.velocity ?? 0)
        < ($1.onset, $1.offset, $1.pitch, $1.velocity ?? 0)
    }
  }

  /// The velocity of each note; nil if any has none.
  var velocities: [Double]? {
    let known = notes.compactMap(\.velocity)
    return known.count == notes.count ? known : nil
  }
}
