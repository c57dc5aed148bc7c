public import TranscriptionTypes

/// What the network said, in one `.npz` file for `numpy.load`.
///
/// A ZIP archive of uncompressed `.npy` files, as `numpy.savez` makes it; no member needs pickle:
/// `note`, `onset` and `contour` of shape (frames, bins), `level` and `pitch` likewise where they were
/// measured, and `times` in seconds. Equal posteriorgrams make equal bytes: all dates are the first
/// that ZIP knows.
///
/// The arrays grow side by side but follow each other in the file, so each is kept in a nameless
/// file of its own until all are complete. Nothing stays in memory.
public struct PosteriorgramArchive: ~Copyable {
  private var output: OutputFile
  private var note: ArrayFile
  private var onset: ArrayFile
  private var contour: ArrayFile
  private var level: ArrayFile
  private var pitch: ArrayFile
  private var times: ArrayFile

  /// Prepares an archive.
  ///
  /// - Parameter output: Where the archive goes; the arrays are kept in its folder.
  /// - Throws: `cannotCreate`.
  public init(to output: consuming OutputFile) throws(ExportError) {
    // All or none: the fields of a noncopyable value cannot be left half set by an error.
    let note = try ArrayFile(for: output, rowLength: ModelConstants.pitchCount)
    let onset = try ArrayFile(for: output, rowLength: ModelConstants.pitchCount)
    let contour = try ArrayFile(for: output, rowLength: ModelConstants.contourBinCount)
    let level = try ArrayFile(for: output, rowLength: ModelConstants.pitchCount)
    let pitch = try ArrayFile(for: output, rowLength: ModelConstants.pitchCount)
    let times = try ArrayFile(for: output)
    self.note = note
    self.onset = onset
    self.contour = contour
    self.level = level
    self.pitch = pitch
    self.times = times
    self.output = output
  }

  /// Takes in the frames that follow.
  ///
  /// - Parameter times: When each frame happens, in seconds.
  /// - Throws: `cannotWrite`.
  /// - Precondition: one time a frame.
  public mutating func append(
    _ frames: Posteriorgrams, times: [Double]
  ) throws(ExportError) {
    precondition(times.count == frames.frameCount, "one time a frame")
    try note.append(frames.note.values)
    try onset.append(frames.onset.values)
    try contour.append(frames.contour.values)
    if let level = frames.level { try self.level.append(level.values) }
    if let pitch = frames.pitch { try self.pitch.append(pitch.values) }
    try self.times.append(times.map { Float($0) })
  }

  /// Writes the archive of all frames.
  ///
  /// - Throws: `cannotWrite`.
  public mutating func complete() throws(ExportError) {
    var zip = ZIPWriter()
    try zip.add(note, named: "note.npy", to: &output)
    try zip.add(onset, named: "onset.npy", to: &output)
    try zip.add(contour, named: "contour.npy", to: &output)
    if !level.isEmpty { try zip.add(level, named: "level.npy", to: &output) }
    if !pitch.isEmpty { try zip.add(pitch, named: "pitch.npy", to: &output) }
    try zip.add(times, named: "times.npy", to: &output)
    try zip.finish(&output)
  }

  /// Makes the archive appear under its name.
  ///
  /// - Throws: As `OutputFile.commit()`.
  public consuming func commit() throws(ExportError) { try output.commit() }
}
