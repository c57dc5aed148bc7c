/// The header of an MPEG audio frame.
struct MPEGFrame {
  /// The tag that the frame holds in place of sound.
  let tag: MPEGTag?

  /// Nil if the bytes do not begin with a frame.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 else { return nil }
    let (version, layer) = (bytes[1] >> 3 & 3, bytes[1] >> 1 & 3)
    let (bitRate, sampleRate) = (bytes[2] >> 4, bytes[2] >> 2 & 3)
    // Layer 0 is AAC, which shares the first bits.
    guard version != 1, layer != 0, bitRate != 15, sampleRate != 3 else { return nil }
    let isMono = bytes[3] >> 6 == 3
    let sideLength = version == 3 ? (isMono ? 17 : 32) : (isMono ? 9 : 17)
    tag = layer == 1 ? MPEGTag(bytes, at: 4 + sideLength) : nil
  }
}

/// What encoders write into the first frame of an MP3 file: how long it is.
///
/// libsndfile, and libmpg123 below it, guess the length of a file without it from the size of its
/// first frames, and stop there, however much follows.
struct MPEGTag: Equatable {
  /// Bytes of the whole file, if it tells.
  let byteCount: Int?

  /// Nil if there is none, or one that does not count the frames.
  init?(_ bytes: [UInt8], at offset: Int) {
    let tag = bytes.dropFirst(offset)
    guard tag.starts(with: "Xing".utf8) || tag.starts(with: "Info".utf8), tag.count >= 16,
      bytes[offset + 7] & 1 != 0, bytes.bigEndian(at: offset + 8) > 0
    else { return nil }
    byteCount = bytes[offset + 7] & 2 != 0 ? bytes.bigEndian(at: offset + 12) : nil
  }
}
