/// A recording, opened by whatever reads it: libsndfile on a file or on a stream, or ffmpeg.
///
/// Formats are told by what the bytes say, never by the name.
struct SoundInput: ~Copyable {
  private var file: SoundFile
  let layout: SoundLayout
  /// Frames that there should be; nil where nobody knows.
  let announcedFrames: Int?
  private let endIsMissing: Bool
  /// Where the bytes come from, if they come once.
  private let stream: ByteStream?

  init(
    _ file: consuming SoundFile, announcedFrames: Int?, endIsMissing: Bool = false,
    stream: ByteStream? = nil
  ) {
    layout = file.layout
    self.file = file
    self.announcedFrames = announcedFrames
    self.endIsMissing = endIsMissing
    self.stream = stream
  }

  /// Whether the end, as such, is known to be missing, once it is reached.
  var lacksEnd: Bool { endIsMissing || stream?.oggEnd?.isLastPage == false }

  /// As `SoundFile` does.
  mutating func read(
    into samples: inout [Float], limit: Int
  ) -> (frameCount: Int, failure: String?) {
    file.read(into: &samples, limit: limit)
  }

  /// Leaves out the first frames of a recording that was just opened.
  ///
  /// - Parameter space: to decode into.
  /// - Returns: The frames left out, fewer than wanted if there are no more.
  mutating func skip(
    toFrame first: Int, of recording: Recording, space: inout [Float]
  ) throws(AudioIOError) -> Int {
    // Standard input cannot be opened again, should the jump fail.
    if first > 0, file.isSeekable, let known = layout.frameCount, first < known,
      case .file = recording.origin
    {
      if file.seek(toFrame: first) { return first }
      self = try Self.open(recording)
    }
    var skipped = 0
    while skipped < first {
      let (count, failure) = file.read(into: &space, limit: first - skipped)
      skipped += count
      if count == 0 || failure != nil { break }
    }
    return skipped
  }
}
