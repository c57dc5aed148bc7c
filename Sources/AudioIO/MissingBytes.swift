/// How many bytes of samples the header of a file announces beyond those that are there.
///
/// libsndfile makes do with what is there, and says nothing.
func missingBytes(of content: Content, in file: borrowing Descriptor) -> Int {
  let missing: Int? =
    switch content {
    case .wave: missingBytes(ofChunk: "data", [UInt8].littleEndian, in: file)
    case .aiff: missingBytes(ofChunk: "SSND", [UInt8].bigEndian, in: file)
    case .au: missingAUBytes(in: file)
    default: nil
    }
  return max(0, missing ?? 0)
}

private func missingBytes(
  ofChunk name: String, _ number: ([UInt8]) -> (Int) -> Int, in file: borrowing Descriptor
) -> Int? {
  var offset = 12
  // Real files have a few chunks before the samples.
  for _ in 0..<1000 {
    let header = file.bytes(at: offset, count: 8)
    guard header.count == 8 else { return nil }
    let size = number(header)(4)
    if header.starts(with: name.utf8) {
      return Content.isUnknown(size) ? nil : offset + 8 + size - file.size
    }
    offset += 8 + size + size % 2
  }
  return nil
}

private func missingAUBytes(in file: borrowing Descriptor) -> Int? {
  let header = file.bytes(at: 4, count: 8)
  let size = header.bigEndian(at: 4)
  return Content.isUnknown(size) ? nil : header.bigEndian(at: 0) + size - file.size
}
