/// A metre from a time on.
public struct TimeSignature: Equatable, Sendable {
  /// Seconds from the beginning.
  public var time: Double
  /// What bars are from then on.
  public var metre: Metre

  /// Creates a time signature.
  public init(time: Double, metre: Metre) {
    self.time = time
    self.metre = metre
  }
}

/// A key from a time on.
public struct KeySignature: Equatable, Sendable {
  /// Seconds from the beginning.
  public var time: Double
  /// What accidentals are in force from then on.
  public var key: MusicalKey

  /// Creates a key signature.
  public init(time: Double, key: MusicalKey) {
    self.time = time
    self.key = key
  }
}
