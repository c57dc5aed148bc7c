/// What the first bytes of a recording say about the rest.
enum Content: Equatable {
  /// How many bytes from the beginning are looked at.
  static let headLength = 4096

  case wave
  /// A WAV file whose length nobody wrote: it came through a pipe, or the recorder was cut off.
  case endlessWave
  case aiff
  case au
  case flac
  case ogg
  case mpeg(MPEGTag?)
  /// Letters: a list of files, a web page, no sound.
  case text
  case other

  init(head: [UInt8]) {
    func has(_ text: String, at offset: Int = 0) -> Bool {
      head.dropFirst(offset).starts(with: text.utf8)
    }
    if has("RIFF"), has("WAVE", at: 8) {
      self = Self.isUnknown(head.littleEndian(at: 4)) ? .endlessWave : .wave
    } else if has("RIFX"), has("WAVE", at: 8) {
      self = .wave
    } else if has("FORM"), has("AIF", at: 8) {
      self = .aiff
    } else if has(".snd") {
      self = .au
    } else if has("fLaC") {
      self = .flac
    } else if has("OggS") {
      self = .ogg
    } else if let frame = MPEGFrame(head) {
      self = .mpeg(frame.tag)
    } else {
      // All containers have control characters near their beginning.
      let isText = !head.isEmpty && head.prefix(512).allSatisfy { $0 >= 0x20 || 9...13 ~= $0 }
      self = isText ? .text : .other
    }
  }

  /// Whether libsndfile reads it to the end without going back, once its header is read.
  var isSequential: Bool { self != .other && self != .text }

  /// Whether libsndfile would draw the wrong conclusions from the size of a file, in bytes, so that it
  /// is better read as if it came through a pipe.
  func misleads(aboutSize size: Int) -> Bool {
    switch self {
    case .endlessWave, .mpeg(nil): true
    case .mpeg(let tag?):
      // Of a difference of 1 %, libmpg123 complains on standard error.
      tag.byteCount.map { abs(size - $0) > size / 100 } ?? false
    default: false
    }
  }

  /// Whether a length is what programs write when they do not know it: 0; sox, arecord and
  /// others, the largest signed number or a little less; ffmpeg, the largest unsigned one.
  static func isUnknown(_ length: Int) -> Bool {
    length == 0 || 0x7FFF_F000...0x8000_00FF ~= length || length >= 0xFFFF_F000
  }

  /// Bytes of the ID3v2 tag at the beginning, which says nothing about the sound; 0 for none.
  static func tagLength(_ head: [UInt8]) -> Int {
    guard head.count >= 10, head.starts(with: "ID3".utf8) else { return 0 }
    let size = head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    return 10 + size + (head[5] & 0x10 != 0 ? 10 : 0)
  }
}

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

extension [UInt8] {
  /// A 32-bit number; 0 if it is not all there.
  func littleEndian(at offset: Int) -> Int {
    guard offset >= 0, offset + 4 <= count else { return 0 }
    return self[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// A 32-bit number; 0 if it is not all there.
  func bigEndian(at offset: Int) -> Int {
    guard offset >= 0, offset + 4 <= count else { return 0 }
    return self[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
