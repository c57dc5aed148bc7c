#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// Finding out who reads what.
extension SoundInput {
  /// Opens a recording.
  ///
  /// - Parameter stop: ends the wait for bytes that come once, then and later.
  /// - Throws: `cannotOpen` or `unknownFormat`.
  static func open(
    _ recording: Recording, until stop: StopSignal? = nil
  ) throws(AudioIOError) -> SoundInput {
    let raw = recording.raw.map(SoundLayout.init)
    if case .samples(let samples) = recording.origin {
      return try open(samples, of: recording, raw: raw)
    }
    guard let descriptor = Descriptor(of: recording.origin, waitsForWriter: stop == nil) else {
      throw .cannotOpen(path: recording.path, reason: systemReason())
    }
    if let reason = reasonNotToRead(descriptor) {
      throw .cannotOpen(path: recording.path, reason: reason)
    }
    return descriptor.kind == .stream
      ? try open(ByteStream(descriptor, until: stop), of: recording, raw: raw, until: stop)
      : try open(descriptor, of: recording, raw: raw, until: stop)
  }

  /// Opens samples that are there, as a file without a header that has nothing else.
  private static func open(
    _ samples: [Float], of recording: Recording, raw: SoundLayout?
  ) throws(AudioIOError) -> SoundInput {
    let stream = ByteStream(samples)
    guard let raw, let sound = SoundFile(stream, layout: raw) else {
      throw .unknownFormat(path: recording.path, reason: SoundFile.openingFailure())
    }
    stream.release()
    return SoundInput(sound, announcedFrames: samples.count / raw.channelCount)
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
    _ file: consuming Descriptor, of recording: Recording, raw: SoundLayout?,
    until stop: StopSignal?, asStream: Bool = true
  ) throws(AudioIOError) -> SoundInput {
    let (content, start) = raw == nil ? content(of: file) : (.other, 0)
    if let reason = content.reasonForSilence {
      throw .unknownFormat(path: recording.path, reason: reason)
    }
    if asStream, content.misleads(aboutSize: file.size - start) {
      return try open(ByteStream(file), of: recording, raw: nil, until: stop)
    }
    guard let sound = SoundFile(file, layout: raw) else {
      return try openOther(file, of: recording, until: stop)
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
    _ stream: ByteStream, of recording: Recording, raw: SoundLayout?, until stop: StopSignal?
  ) throws(AudioIOError) -> SoundInput {
    defer { stream.release() }
    var head = stream.peek(Content.headLength)
    if let failure = stream.failure { throw .cannotOpen(path: recording.path, reason: failure) }
    if head.isEmpty { throw .cannotOpen(path: recording.path, reason: "there is nothing in it") }
    if let raw, let sound = SoundFile(stream, layout: raw) {
      return SoundInput(sound, announcedFrames: nil)
    }
    while case let length = Content.tagLength(head), length > 0 {
      stream.drop(length)
      head = stream.peek(Content.headLength)
    }
    let content = Content(head: head)
    if let reason = content.reasonForSilence {
      throw .unknownFormat(path: recording.path, reason: reason)
    }
    if let input = openSequential(stream, content) { return input }
    guard stream.rewind(), let file = stream.spooled() else {
      throw .cannotOpen(path: recording.path, reason: "no room to keep it: \(systemReason())")
    }
    return try open(file, of: recording, raw: nil, until: stop, asStream: false)
  }

  /// Opens bytes that come once in a format that libsndfile reads in order; nil in any other.
  private static func openSequential(_ stream: ByteStream, _ content: Content) -> SoundInput? {
    if case .mpeg(let tag) = content { stream.announcedSize = tag?.byteCount }
    if content == .ogg { stream.watchForLastPage() }
    guard content.isSequential, let sound = SoundFile(stream) else { return nil }
    guard content == .endlessWave, let layout = sound.layout.withoutHeader else {
      let frames = content == .mpeg(nil) ? nil : sound.layout.frameCount
      return SoundInput(sound, announcedFrames: frames, stream: stream)
    }
    // Its own numbers would stop libsndfile after 4 GiB at the latest, and after nothing if they are 0.
    _ = consume sound
    stream.restart()
    guard let sound = SoundFile(stream, layout: layout) else { return nil }
    return SoundInput(sound, announcedFrames: nil)
  }

  /// Has ffmpeg read what libsndfile does not.
  private static func openOther(
    _ file: borrowing Descriptor, of recording: Recording, until stop: StopSignal?
  ) throws(AudioIOError) -> SoundInput {
    let stream = try FFmpeg.decode(
      file, of: recording, because: SoundFile.openingFailure(), until: stop)
    defer { stream.release() }
    guard let sound = SoundFile(stream) else {
      throw .unknownFormat(
        path: recording.path,
        reason: stream.failure ?? "neither libsndfile nor ffmpeg finds sound in it")
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
}

extension Descriptor {
  /// Nil with `errno` set on failure.
  fileprivate init?(of origin: Recording.Origin, waitsForWriter: Bool) {
    switch origin {
    case .file(let path): self.init(path: path, waitsForWriter: waitsForWriter)
    case .standardInput: self.init(duplicating: STDIN_FILENO)
    case .samples: return nil
    }
  }
}
