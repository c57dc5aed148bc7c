/// A metre from a time on.
public struct TimeSignature: Equatable, Sendable {
  /// Seconds from the beginning.
  public var time: Double
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
  public var key: MusicalKey

  /// Creates a key signature.
  public init(time: Double, key: MusicalKey) {
    self.time = time
    self.key = key
  }
}
