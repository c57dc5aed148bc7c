public import TranscriptionTypes

/// Posteriorgrams that were saved, read from an archive as they are asked for.
///
/// An `.npz` file as `PosteriorgramArchive`, `numpy.savez` or `numpy.savez_compressed` makes it:
/// arrays `note` and `onset` of shape (frames, 88) and `contour` of (frames, 264) in 0…1, and
/// where it was measured `power` of (frames, 88); single or double precision, C order. Other arrays,
/// `times` among them, are not looked at. Memory does not grow with their length.
public struct PosteriorgramReader: ~Copyable {
  /// Frames that are handed on at a time: those of a window.
  private static let portionLength = ModelConstants.keptFramesPerWindow

  private var note: ArrayStream
  private var onset: ArrayStream
  private var contour: ArrayStream
  private var power: ArrayStream?
  private var rest: Int

  /// Frames of all posteriorgrams.
  public let frameCount: Int

  /// Opens an archive and reads the headers of its arrays.
  ///
  /// - Throws: where the file cannot be opened, is damaged, or has other arrays.
  public init(path: String) throws(ArchiveError) {
    let file = try ArchiveFile(path: path)
    func array(
      _ name: String, _ columnCount: Int, upTo highest: Float = 1
    ) throws(ArchiveError) -> ArrayStream? {
      guard let member = file.members.last(where: { $0.name == name + ".npy" }) else { return nil }
      return try ArrayStream(member, of: file, columnCount: columnCount, range: 0...highest)
    }
    if file.members.contains(where: { $0.name == "basic_pitch_model_output.npy" }) {
      throw .pickled(path: path)
    }
    guard let note = try array("note", ModelConstants.pitchCount) else {
      throw .missing(path: path, array: "note")
    }
    guard let onset = try array("onset", ModelConstants.pitchCount) else {
      throw .missing(path: path, array: "onset")
    }
    guard let contour = try array("contour", ModelConstants.contourBinCount) else {
      throw .missing(path: path, array: "contour")
    }
    power = try array("power", ModelConstants.pitchCount, upTo: .greatestFiniteMagnitude)
    for (name, other) in [("onset", onset), ("contour", contour), ("power", power ?? note)]
    where other.rowCount != note.rowCount {
      throw .unusable(
        path: path, array: name,
        reason: "has \(other.rowCount) frames, and 'note' has \(note.rowCount)")
    }
    self.note = note
    self.onset = onset
    self.contour = contour
    frameCount = note.rowCount
    rest = note.rowCount
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
      power: try power?.next(count).asPosteriorgram)
  }
}

extension [Float] {
  fileprivate var asPosteriorgram: Posteriorgram {
    Posteriorgram(values: self, binCount: ModelConstants.pitchCount)
  }
}
