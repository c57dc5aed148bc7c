import TranscriptionTypes

/// A ZIP archive that grows member by member.
struct ZIPWriter {
  private var directory: [ZIPEntry] = []
  private var offset: UInt64 = 0

  mutating func add(
    _ array: borrowing ArrayFile, named name: String, to output: inout OutputFile
  ) throws(ExportError) {
    // The local header wants the check before the data, so the array is walked twice.
    var check = CRC32()
    try array.forEachPiece { check.update($0) }
    let entry = ZIPEntry(
      name: name, check: check.value, byteCount: UInt64(array.byteCount), offset: offset)
    let header = entry.localHeader
    try output.write(header)
    try array.forEachPiece { (piece) throws(ExportError) in try output.write(piece) }
    offset += UInt64(header.count) + entry.byteCount
    directory.append(entry)
  }

  /// Writes what all archives end in.
  func finish(_ output: inout OutputFile) throws(ExportError) {
    try output.write(ZIPEntry.directory(of: directory, at: offset))
  }
}
