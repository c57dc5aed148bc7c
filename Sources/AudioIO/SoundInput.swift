#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

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

  private init(
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

extension Descriptor {
  /// Nil with `errno` set on failure.
  fileprivate init?(of origin: Recording.Origin) {
    switch origin {
    case .file(let path): self.init(path: path)
    case .standardInput: self.init(duplicating: STDIN_FILENO)
    }
  }
}

// Finding out who reads what.
extension SoundInput {
  /// Opens a recording.
  ///
  /// - Throws: `cannotOpen` or `unknownFormat`.
  static func open(_ recording: Recording) throws(AudioIOError) -> SoundInput {
    let path = recording.path
    guard let descriptor = Descriptor(of: recording.origin) else {
      throw .cannotOpen(path: path, reason: systemReason())
    }
    let raw = recording.raw.map(SoundLayout.init)
    if let reason = reasonNotToRead(descriptor) { throw .cannotOpen(path: path, reason: reason) }
    return descriptor.kind == .stream
      ? try open(ByteStream(descriptor), of: path, raw: raw)
      : try open(descriptor, of: path, raw: raw)
  }

  private static func reasonNotToRead(_ descriptor: borrowing Descriptor) -> String? {
    switch descriptor.kind {
    case .folder: "it is a folder"
    case .device: isatty(descriptor.number) != 0 ? "it is a terminal" : "it is a device"
    case .file: descriptor.size == 0 ? "the file is empty" : nil
    case .stream: nil
    }
  }

  /// Opens a file, which can be read in any order.
  ///
  /// - Parameter asStream: whether it may be read as a stream instead.
  private static func open(
    _ file: consuming Descriptor, of path: String, raw: SoundLayout?, asStream: Bool = true
  ) throws(AudioIOError) -> SoundInput {
    let (content, start) = raw == nil ? content(of: file) : (.other, 0)
    if content == .text { throw noSound(path) }
    if asStream, content.misleads(aboutSize: file.size - start) {
      return try open(ByteStream(file), of: path, raw: nil)
    }
    guard let sound = SoundFile(file, layout: raw) else {
      return try openOther(file, of: path)
    }
    let layout = sound.layout
    let missing = missingBytes(of: content, in: file)
    let missingFrames = missing / ((layout.sampleLength ?? 1) * layout.channelCount)
    return SoundInput(
      sound, announcedFrames: layout.frameCount.map { $0 + missingFrames },
      endIsMissing: content == .ogg && !hasLastPage(file))
  }

  /// Opens bytes that come once.
  private static func open(
    _ stream: ByteStream, of path: String, raw: SoundLayout?
  ) throws(AudioIOError) -> SoundInput {
    defer { stream.release() }
    var head = stream.peek(Content.headLength)
    if let failure = stream.failure { throw .cannotOpen(path: path, reason: failure) }
    if head.isEmpty { throw .cannotOpen(path: path, reason: "there is nothing in it") }
    if let raw, let sound = SoundFile(stream, layout: raw) {
      return SoundInput(sound, announcedFrames: nil)
    }
    while case let length = Content.tagLength(head), length > 0 {
      stream.drop(length)
      head = stream.peek(Content.headLength)
    }
    let content = Content(head: head)
    if content == .text { throw noSound(path) }
    if case .mpeg(let tag) = content { stream.announcedSize = tag?.byteCount }
    if content == .ogg { stream.watchForLastPage() }
    if content.isSequential, let sound = SoundFile(stream) {
      if content == .endlessWave, let layout = sound.layout.withoutHeader {
        _ = consume sound
        stream.restart()
        if let sound = SoundFile(stream, layout: layout) {
          return SoundInput(sound, announcedFrames: nil)
        }
        throw .unknownFormat(path: path, reason: SoundFile.openingFailure())
      }
      let frames = content == .mpeg(nil) ? nil : sound.layout.frameCount
      return SoundInput(sound, announcedFrames: frames, stream: stream)
    }
    guard stream.rewind(), let file = stream.spooled() else {
      throw .cannotOpen(path: path, reason: "no room to keep it: \(systemReason())")
    }
    return try open(file, of: path, raw: nil, asStream: false)
  }

  /// Has ffmpeg read what libsndfile does not.
  private static func openOther(
    _ file: borrowing Descriptor, of path: String
  ) throws(AudioIOError) -> SoundInput {
    let reason = SoundFile.openingFailure()
    let stream = try FFmpeg.decode(file, of: path)
    defer { stream.release() }
    guard let sound = SoundFile(stream) else {
      let complaint = stream.failure ?? "ffmpeg finds no sound in it"
      throw .unknownFormat(path: path, reason: "\(complaint); libsndfile: \(reason)")
    }
    return SoundInput(sound, announcedFrames: nil)
  }

  private static func hasLastPage(_ file: borrowing Descriptor) -> Bool {
    let start = max(0, file.size - OggEnd.longestPage)
    return OggEnd(file.bytes(at: start, count: OggEnd.longestPage)[...]).isLastPage
  }

  /// What a file has in it, and where that begins.
  private static func content(
    of file: borrowing Descriptor
  ) -> (content: Content, start: Int) {
    var offset = 0
    var head = file.bytes(at: 0, count: Content.headLength)
    while case let length = Content.tagLength(head), length > 0 {
      offset += length
      head = file.bytes(at: offset, count: Content.headLength)
    }
    return (Content(head: head), offset)
  }

  private static func noSound(_ path: String) -> AudioIOError {
    .unknownFormat(path: path, reason: "it is text")
  }
}
