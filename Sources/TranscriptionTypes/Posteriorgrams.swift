/// Probabilities over time and pitch, as the network estimates them.
public struct Posteriorgram: Equatable, Sendable {
  /// Values in 0…1 of shape (`frameCount`, `binCount`), a frame's bins side by side.
  public var values: [Float]

  /// Frames, in time order.
  public var frameCount: Int { values.count / binCount }

  /// Frequency bins, lowest first.
  public let binCount: Int

  /// - Precondition: `binCount > 0` and `values` holds whole frames.
  public init(values: [Float], binCount: Int) {
    precondition(binCount > 0 && values.count % binCount == 0, "whole frames of \(binCount) bins")
    self.values = values
    self.binCount = binCount
  }

  /// The value of one bin in one frame.
  public subscript(frame frame: Int, bin bin: Int) -> Float {
    get { values[frame * binCount + bin] }
    set { values[frame * binCount + bin] = newValue }
  }
}

/// The network's three answers about the same frames, and what was measured of the keys in them.
public struct Posteriorgrams: Equatable, JoinableFrames {
  /// Which semitones sound, of shape (frames, 88).
  public var note: Posteriorgram

  /// Which semitones begin, of shape (frames, 88).
  public var onset: Posteriorgram

  /// Pitch salience at a third of a semitone, of shape (frames, 264).
  public var contour: Posteriorgram

  /// How loud each key's harmonics are, of shape (frames, 88), in decibels relative to a sine of full
  /// scale and at least −100; nil when it was not measured. The network does not say how loud a note is.
  public var level: Posteriorgram?

  /// Semitones from each key up to the pitch that sounds there, of shape (frames, 88), and
  /// ``unknownPitch`` where none is clear; nil when it was not measured. The contour shows pitch to a
  /// third of a semitone.
  public var pitch: Posteriorgram?

  /// The pitch of a key that does not sound, or not clearly.
  public static let unknownPitch = Float.infinity

  /// Frames, the same in all.
  public var frameCount: Int { note.frameCount }

  /// - Precondition: all have the same number of frames.
  public init(
    note: Posteriorgram, onset: Posteriorgram, contour: Posteriorgram, level: Posteriorgram? = nil,
    pitch: Posteriorgram? = nil
  ) {
    precondition(note.frameCount == onset.frameCount && note.frameCount == contour.frameCount)
    precondition(note.frameCount == level?.frameCount ?? note.frameCount)
    precondition(note.frameCount == pitch?.frameCount ?? note.frameCount)
    self.note = note
    self.onset = onset
    self.contour = contour
    self.level = level
    self.pitch = pitch
  }

  /// No frames.
  public init() {
    self.init(
      note: Posteriorgram(values: [], binCount: ModelConstants.pitchCount),
      onset: Posteriorgram(values: [], binCount: ModelConstants.pitchCount),
      contour: Posteriorgram(values: [], binCount: ModelConstants.contourBinCount))
  }

  /// Adds the frames that follow.
  ///
  /// - Precondition: the numbers of bins are the same.
  public mutating func append(_ frames: Posteriorgrams) {
    append(frames, 0..<frames.frameCount)
  }

  /// Adds some frames of others.
  ///
  /// - Precondition: the numbers of bins are the same; level is known of all frames or of none, and
  ///   so is pitch.
  public mutating func append(_ frames: Posteriorgrams, _ range: Range<Int>) {
    if frameCount == 0 {
      level = frames.level.map { Posteriorgram(values: [], binCount: $0.binCount) }
      pitch = frames.pitch.map { Posteriorgram(values: [], binCount: $0.binCount) }
    }
    precondition(
      range.isEmpty || (level == nil) == (frames.level == nil), "level of all frames or none")
    precondition(
      range.isEmpty || (pitch == nil) == (frames.pitch == nil), "pitch of all frames or none")
    if let more = frames.level { level?.append(more, range) }
    if let more = frames.pitch { pitch?.append(more, range) }
    note.append(frames.note, range)
    onset.append(frames.onset, range)
    contour.append(frames.contour, range)
  }
}

extension Posteriorgram {
  fileprivate mutating func append(_ other: Posteriorgram, _ range: Range<Int>) {
    precondition(binCount == other.binCount, "frames of as many bins")
    values += other.values[range.lowerBound * binCount..<range.upperBound * binCount]
  }
}
