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
  /// A ZIP archive, in whose bytes ffmpeg may hear noise.
  case archive
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
    } else if has("PK\u{3}\u{4}") || has("PK\u{5}\u{6}") {
      self = .archive
    } else if let frame = MPEGFrame(head) {
      self = .mpeg(frame.tag)
    } else {
      // All containers have control characters near their beginning.
      let isText = !head.isEmpty && head.prefix(512).allSatisfy { $0 >= 0x20 || 9...13 ~= $0 }
      self = isText ? .text : .other
    }
  }

  /// Whether libsndfile reads it to the end without going back, once its header is read.
  var isSequential: Bool { self != .other && reasonForSilence == nil }

  /// Why nobody is asked to make sound of it; nil if it is worth trying.
  var reasonForSilence: String? {
    switch self {
    case .text: "it is text"
    case .archive: "it is an archive"
    default: nil
    }
  }

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
