internal import CSndfile

/// What libsndfile knows of a recording.
struct SoundLayout {
  let info: SF_INFO

  init(_ info: SF_INFO) { self.info = info }

  /// That of samples without a header.
  init(_ raw: RawFormat) {
    self.init(
      sampleRate: raw.sampleRate, channelCount: raw.channelCount, encoding: raw.encoding.code)
  }

  private init(sampleRate: Int, channelCount: Int, encoding: Int) {
    var info = SF_INFO()
    info.samplerate = Int32(sampleRate)
    info.channels = Int32(channelCount)
    info.format = Int32(SF_FORMAT_RAW | encoding)
    self.info = info
  }

  var channelCount: Int { Int(info.channels) }

  /// In hertz.
  var sampleRate: Int { Int(info.samplerate) }

  /// The frame nearest to a time; the last one that can be counted for eternities.
  func frame(at seconds: Double) -> Int {
    Int(exactly: (seconds * Double(sampleRate)).rounded()) ?? .max
  }

  /// When a frame begins.
  func seconds(_ frame: Int) -> Double { Double(frame) / Double(sampleRate) }

  /// Frames that the header announces; nil where it does not.
  var frameCount: Int? {
    // Unknown lengths are the largest number, or that divided by the size of a frame.
    // For MPEG audio inside other formats it is a guess.
    let isGuess =
      SF_FORMAT_MPEG_LAYER_I...SF_FORMAT_MPEG_LAYER_III ~= Int(info.format) & SF_FORMAT_SUBMASK
      && Int(info.format) & SF_FORMAT_TYPEMASK != SF_FORMAT_MPEG
    return (0..<1 << 48).contains(info.frames) && !isGuess ? Int(info.frames) : nil
  }

  /// Bytes of a sample where all have the same size and need no others to be decoded; otherwise nil.
  var sampleLength: Int? {
    switch Int(info.format) & SF_FORMAT_SUBMASK {
    case SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8, SF_FORMAT_ULAW, SF_FORMAT_ALAW: 1
    case SF_FORMAT_PCM_16: 2
    case SF_FORMAT_PCM_24: 3
    case SF_FORMAT_PCM_32, SF_FORMAT_FLOAT: 4
    case SF_FORMAT_DOUBLE: 8
    default: nil
    }
  }

  /// Frames by which a recording may fall short of what was announced.
  ///
  /// Encoders of lossy formats count their first and last blocks in different ways.
  var tolerance: Int { sampleLength == nil ? 4 * 1152 : 0 }

  /// The layout of the samples alone, without the header before them; nil if they depend on it.
  var withoutHeader: SoundLayout? {
    guard sampleLength != nil else { return nil }
    let order = Int(info.format) & SF_FORMAT_ENDMASK
    return SoundLayout(
      sampleRate: sampleRate, channelCount: channelCount,
      encoding: Int(info.format) & SF_FORMAT_SUBMASK
        | (order == SF_ENDIAN_BIG ? SF_ENDIAN_BIG : SF_ENDIAN_LITTLE))
  }
}

extension RawFormat.Encoding {
  /// libsndfile's number for it.
  fileprivate var code: Int {
    switch self {
    case .s8: SF_FORMAT_PCM_S8
    case .u8: SF_FORMAT_PCM_U8
    case .s16: SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE
    case .s16be: SF_FORMAT_PCM_16 | SF_ENDIAN_BIG
    case .s24: SF_FORMAT_PCM_24 | SF_ENDIAN_LITTLE
    case .s24be: SF_FORMAT_PCM_24 | SF_ENDIAN_BIG
    case .s32: SF_FORMAT_PCM_32 | SF_ENDIAN_LITTLE
    case .s32be: SF_FORMAT_PCM_32 | SF_ENDIAN_BIG
    case .f32: SF_FORMAT_FLOAT | SF_ENDIAN_LITTLE
    case .f32be: SF_FORMAT_FLOAT | SF_ENDIAN_BIG
    case .f64: SF_FORMAT_DOUBLE | SF_ENDIAN_LITTLE
    case .f64be: SF_FORMAT_DOUBLE | SF_ENDIAN_BIG
    case .ulaw: SF_FORMAT_ULAW
    case .alaw: SF_FORMAT_ALAW
    }
  }
}
