public import Exports
public import TranscriptionTypes

/// A web page for checking a transcription by eye and ear: one file that needs no other.
///
/// It shows the waveform, the posteriorgrams and the notes, and plays the recording against the
/// notes. Pictures keep to a size: memory does not grow with the length of the recording, and the
/// file only by its notes and sounds.
public struct CheckingPageFile: ~Copyable {
  /// A sound file in the page.
  public struct Sound: Sendable {
    let mediaType: String
    let bytes: [UInt8]

    /// - Parameters:
    ///   - mediaType: as browsers call it, `audio/mpeg` for one.
    ///   - bytes: the whole file.
    public init(mediaType: String, bytes: [UInt8]) {
      self.mediaType = mediaType
      self.bytes = bytes
    }
  }

  private var file: OutputFile
  private var document: NoteDocument
  /// Beats to show; nil for seconds alone.
  public var grid: BeatGrid?

  private var waveform = Waveform()
  private var salience = Salience()

  /// Begins a page.
  ///
  /// - Parameters:
  ///   - title: any text at all.
  ///   - members: what the page says of the notes' origin.
  /// - Throws: `cannotWrite`.
  public init(
    to file: consuming OutputFile, title: String, members: [(name: String, value: JSONValue)]
  ) throws(ExportError) {
    try file.write(PageTemplate.head(title: title))
    try file.write(Array("<script id=\"transcription\" type=\"application/json\">\n".utf8))
    self.file = file
    document = NoteDocument(members)
  }

  /// Takes in what follows.
  ///
  /// - Parameters:
  ///   - samples: of the recording, at 22 050 Hz.
  ///   - frames: of the same recording, which may run behind or ahead.
  ///   - notes: in any order.
  ///   - horizon: seconds before which no note still to come begins; never falls.
  /// - Throws: `cannotWrite`.
  public mutating func append(
    samples: [Float], frames: Posteriorgrams, notes: [NoteEvent], horizon: Double
  ) throws(ExportError) {
    waveform.append(samples)
    salience.append(frames)
    try file.write(Self.harmless(document.append(notes, horizon: horizon)))
  }

  /// Writes the rest of the page.
  ///
  /// - Parameters:
  ///   - original: the recording; nil for a page without sound.
  ///   - notes: the notes, played.
  /// - Throws: `cannotWrite`.
  public mutating func complete(original: Sound?, notes: Sound?) throws(ExportError) {
    waveform.finish()
    try file.write(Self.harmless(document.end) + Array("</script>\n".utf8))
    try file.write(Array("<script id=\"measures\" type=\"application/json\">".utf8))
    try file.write(Array((measures.line + "</script>\n").utf8))
    try write("outline", waveform.rows.values)
    try write("salience", salience.packed)
    for (id, sound) in [("original", original), ("rendering", notes)] {
      if let sound { try write(id, sound.bytes, type: sound.mediaType) }
    }
    try file.write(PageTemplate.tail)
  }

  /// Makes the page appear under its name.
  ///
  /// - Throws: as `OutputFile.commit()`.
  public consuming func commit() throws(ExportError) { try file.commit() }

  /// Writes an element that holds bytes, piece by piece: a sound may be large.
  private mutating func write(
    _ id: String, _ bytes: [UInt8], type: String = "text/plain"
  ) throws(ExportError) {
    let pieceLength = 3 << 14
    try file.write(Array("<script id=\"\(id)\" type=\"\(type)\">".utf8))
    for start in stride(from: 0, to: bytes.count, by: pieceLength) {
      try file.write(base64(Array(bytes[start..<min(start + pieceLength, bytes.count)])))
    }
    try file.write(Array("</script>\n".utf8))
  }

  /// Seconds of everything, of a row of the waveform, and of a row of the posteriorgrams.
  private var measures: JSONValue {
    .object([
      ("duration", .number(Double(waveform.sampleCount) / ModelConstants.sampleRate)),
      ("secondsPerStretch", .number(waveform.secondsPerRow)),
      ("secondsPerFrame", .number(salience.secondsPerRow)),
      ("frameCount", .integer(salience.rows.count)),
      ("beats", .array(beats)),
    ])
  }

  /// Seconds of each beat, and its number in its bar.
  private var beats: [JSONValue] {
    guard let grid else { return [] }
    return zip(grid.times, grid.numbers).map { time, number in
      .array([.number((time * 1e6).rounded() / 1e6), .integer(number)])
    }
  }

  /// The same JSON without a character that could end the element it stands in: `<` is found in
  /// strings only, which may have it as a number.
  private static func harmless(_ json: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(json.count)
    for byte in json {
      if byte == UInt8(ascii: "<") { text += Array("\\u003c".utf8) } else { text.append(byte) }
    }
    return text
  }
}
