public import TranscriptionTypes

/// Posteriorgrams that were saved, read from an archive as they are asked for.
///
/// An `.npz` file as `PosteriorgramArchive`, `numpy.savez` or `numpy.savez_compressed` makes it:
/// arrays `note` and `onset` of shape (frames, 88) and `contour` of (frames, 264) in 0…1, and
/// where they were measured `level` and `pitch` of (frames, 88); single or double precision, C order. Other arrays,
/// `times` among them, are not looked at. Memory does not grow with their length.
public struct PosteriorgramReader: ~Copyable {
  /// Frames that are handed on at a time: those of a window.
  private static let portionLength = ModelConstants.keptFramesPerWindow

  private var note: ArrayStream
  private var onset: ArrayStream
  private var contour: ArrayStream
  private var level: ArrayStream?
  private var pitch: ArrayStream?
  private var rest: Int

  /// Frames of all posteriorgrams.
  public let frameCount: Int

  /// Opens an archive and reads the headers of its arrays.
  ///
  /// - Throws: where the file cannot be opened, is damaged, or has other arrays.
  public init(path: String) throws(ArchiveError) {
    let file = try ArchiveFile(path: path)
    if file.members.contains(where: { $0.name == "basic_pitch_model_output.npy" }) {
      throw .pickled(path: path)
    }
    // All or none: the fields of a noncopyable value cannot be left half set by an error.
    let note = try file.requiredArray("note", columnCount: ModelConstants.pitchCount)
    let onset = try file.requiredArray("onset", columnCount: ModelConstants.pitchCount)
    let contour = try file.requiredArray("contour", columnCount: ModelConstants.contourBinCount)
    let level = try file.array(
      "level", columnCount: ModelConstants.pitchCount, in: -200...200)
    let pitch = try file.array(
      "pitch", columnCount: ModelConstants.pitchCount, in: -.infinity ... .infinity)
    for (name, other) in [
      ("onset", onset), ("contour", contour), ("level", level ?? note), ("pitch", pitch ?? note),
    ]
    where other.rowCount != note.rowCount {
      throw .unusable(
        path: path, array: name,
        reason: "has \(other.rowCount) frames, and 'note' has \(note.rowCount)")
    }
    (self.note, self.onset, self.contour) = (note, onset, contour)
    (self.level, self.pitch) = (level, pitch)
    frameCount = note.rowCount
    rest = note.rowCount
  }

  /// A pitch more than three semitones from its key is not the key's.
  private static func nearPitch(_ semitones: Float) -> Float {
    abs(semitones) <= 3 ? semitones : Posteriorgrams.unknownPitch
  }

  /// The next frames; nil at the end.
  ///
  /// - Throws: where the archive turns out to be damaged, or a number is none that it may be.
  public mutating func next() throws(ArchiveError) -> Posteriorgrams? {
    guard rest > 0 else { return nil }
    let count = min(rest, Self.portionLength)
    rest -= count
    let pitchCount = ModelConstants.pitchCount
    return Posteriorgrams(
      note: Posteriorgram(values: try note.next(count), binCount: pitchCount),
      onset: Posteriorgram(values: try onset.next(count), binCount: pitchCount),
      contour: Posteriorgram(
        values: try contour.next(count), binCount: ModelConstants.contourBinCount),
      level: try level?.next(count).asPosteriorgram,
      pitch: try pitch?.next(count).map(Self.nearPitch).asPosteriorgram)
  }
}

extension ArchiveFile {
  /// An array of numbers in a range; nil if there is none of that name.
  fileprivate func array(
    _ name: String, columnCount: Int, in range: ClosedRange<Float> = 0...1
  ) throws(ArchiveError) -> ArrayStream? {
    guard let member = members.last(where: { $0.name == name + ".npy" }) else { return nil }
    return try ArrayStream(member, of: self, columnCount: columnCount, range: range)
  }

  /// An array without which there are no posteriorgrams.
  fileprivate func requiredArray(
    _ name: String, columnCount: Int
  ) throws(ArchiveError) -> ArrayStream {
    guard let array = try array(name, columnCount: columnCount) else {
      throw .missing(path: path, array: name)
    }
    return array
  }
}

extension [Float] {
  fileprivate var asPosteriorgram: Posteriorgram {
    Posteriorgram(values: self, binCount: ModelConstants.pitchCount)
  }
}
