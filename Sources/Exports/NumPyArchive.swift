public import TranscriptionTypes

/// Arrays in one `.npz` file, for `numpy.load`.
///
/// A ZIP archive of uncompressed `.npy` files, as `numpy.savez` makes it; no member needs pickle.
/// Equal arrays make equal bytes: all dates are the first that ZIP knows.
public struct NumPyArchive: Sendable {
  private let arrays: [(name: String, array: NumPyArray)]

  /// - Parameter arrays: In the order of the file. Names without ".npy".
  /// - Precondition: at most 65 534 arrays with different names.
  public init(_ arrays: KeyValuePairs<String, NumPyArray>) {
    precondition(arrays.count < 0xFFFF, "too many arrays for one archive")
    precondition(Set(arrays.map(\.key)).count == arrays.count, "two arrays of one name")
    self.arrays = arrays.map { ($0.key, $0.value) }
  }

  /// What the network said: `note`, `onset` and `contour` of shape (frames, bins), and `times`.
  ///
  /// - Parameter times: The middle of each frame, in seconds.
  /// - Precondition: one time a frame.
  public init(_ posteriorgrams: Posteriorgrams, times: [Float]) {
    precondition(times.count == posteriorgrams.frameCount, "one time a frame")
    self.init([
      "note": NumPyArray(posteriorgrams.note),
      "onset": NumPyArray(posteriorgrams.onset),
      "contour": NumPyArray(posteriorgrams.contour),
      "times": NumPyArray(times, shape: [times.count]),
    ])
  }

  /// Writes the archive a piece at a time: memory stays at that of the arrays.
  ///
  /// - Throws: What writing throws.
  public func write(to output: inout OutputFile) throws(ExportError) {
    var directory: [ZIPEntry] = []
    var offset: UInt64 = 0
    for (name, array) in arrays {
      // The local header wants the check before the data, so the array is walked twice.
      var check = CRC32()
      check.update(array.header)
      for piece in array.pieces { check.update(piece.span.bytes) }
      let entry = ZIPEntry(
        name: name + ".npy", check: check.value, byteCount: UInt64(array.byteCount), offset: offset)
      let header = entry.localHeader
      try output.write(header + array.header)
      for piece in array.pieces { try output.write(piece.span.bytes) }
      offset += UInt64(header.count) + entry.byteCount
      directory.append(entry)
    }
    try output.write(ZIPEntry.directory(of: directory, at: offset))
  }
}

extension OutputFile {
  /// Appends an archive.
  ///
  /// - Throws: `cannotWrite`.
  public mutating func write(_ archive: NumPyArchive) throws(ExportError) {
    try archive.write(to: &self)
  }
}
