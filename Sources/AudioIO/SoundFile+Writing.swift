internal import CSndfile
import TranscriptionTypes

// Sound files in the making.
extension SoundFile {
  /// Creates a file, or empties the one that is there.
  ///
  /// - Throws: `cannotCreate`.
  init(
    writingTo path: String, sampleRate: Int, channelCount: Int, format: AudioWriter.SampleFormat,
    container: AudioWriter.Container
  ) throws(AudioIOError) {
    var info = SF_INFO()
    info.samplerate = Int32(sampleRate)
    info.channels = Int32(channelCount)
    info.format = Int32(Self.encoding(of: format, in: container))
    guard let file = Descriptor(creating: path) else {
      throw .cannotCreate(path: path, reason: systemReason())
    }
    let sink = ByteSink(file)
    guard let handle = Self.open(sink, &info) else {
      throw .cannotCreate(path: path, reason: sink.failure ?? Self.openingFailure())
    }
    if container == .ogg {
      var quality = 0.6
      sf_command(
        handle, Int32(SFC_SET_VBR_ENCODING_QUALITY), &quality, Int32(MemoryLayout<Double>.size))
    }
    self.init(writing: handle, to: sink, info)
  }

  /// Compresses to an empty file; nil, and ``openingFailure`` tells why.
  init?(compressingTo file: borrowing Descriptor, as format: CompressedSound.Format, rate: Int) {
    var info = format.info(sampleRate: rate)
    guard let descriptor = Descriptor(duplicating: file.number) else { return nil }
    let sink = ByteSink(descriptor)
    guard let handle = Self.open(sink, &info) else { return nil }
    if format == .mp3 {
      // Only files of variable rate name the encoder's delay, which players then leave out.
      var mode = Int32(SF_BITRATE_MODE_VARIABLE)
      sf_command(handle, Int32(SFC_SET_BITRATE_MODE), &mode, Int32(MemoryLayout<Int32>.size))
      var level = 0.4
      sf_command(handle, Int32(SFC_SET_COMPRESSION_LEVEL), &level, Int32(MemoryLayout<Double>.size))
    }
    self.init(writing: handle, to: sink, info)
  }

  private static func open(_ sink: ByteSink, _ info: inout SF_INFO) -> OpaquePointer? {
    var callbacks = ByteSink.callbacks
    return sf_open_virtual(
      &callbacks, Int32(SFM_WRITE), &info, Unmanaged.passUnretained(sink).toOpaque())
  }

  private init(writing handle: OpaquePointer, to sink: ByteSink, _ info: SF_INFO) {
    // Without this, integers beyond full scale wrap around to the other sign.
    sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
    // The chunk holds the time of day, and equal input should make equal files.
    sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
    self.init(handle, sink: sink, SoundLayout(info))
  }

  /// Appends frames, channels interleaved, full scale at ±1.
  ///
  /// - Precondition: `samples` holds whole frames.
  /// - Returns: What the system or libsndfile says about a failure, `nil` when all frames were taken.
  mutating func write(_ samples: [Float]) -> String? {
    let count = samples.count / channelCount
    precondition(samples.count == count * channelCount, "whole frames")
    let written = sf_writef_float(handle, samples, sf_count_t(count))
    if let failure = sinkFailure { return failure }
    return written == count ? nil : failure ?? "not all samples were written"
  }

  /// Completes the header and closes the file.
  ///
  /// - Returns: What the system or libsndfile says about a failure, `nil` when all went well.
  consuming func close() -> String? {
    // Closing writes the header too, but forgets a failure to do so; writing it now remembers.
    sf_command(handle, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
    let headerFailure = failure
    let (code, sinkFailure) = finish()
    return sinkFailure ?? headerFailure ?? (code == 0 ? nil : Self.message(ofError: code))
  }

  private static func encoding(
    of format: AudioWriter.SampleFormat, in container: AudioWriter.Container
  ) -> Int {
    let samples =
      switch format {
      case .pcm16: SF_FORMAT_PCM_16
      case .pcm24: SF_FORMAT_PCM_24
      case .float32: SF_FORMAT_FLOAT
      }
    return switch container {
    case .wav: SF_FORMAT_WAV | samples
    case .flac: SF_FORMAT_FLAC | samples
    case .ogg: SF_FORMAT_OGG | SF_FORMAT_VORBIS
    }
  }
}
