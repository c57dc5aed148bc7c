public import TranscriptionTypes

extension MIDIFile {
  /// Bytes of a file at most: some fifty million notes. It is kept whole, and may be endless.
  private static let fileLimit = 1 << 28

  /// Reads a Standard MIDI File.
  public init(contentsOf path: String) throws(MIDIError) {
    let bytes: [UInt8]
    do {
      bytes = try TranscriptionTypes.bytes(ofFile: path, limit: Self.fileLimit)
    } catch {
      throw .cannotRead(reason: error.reason)
    }
    self = try MIDIFileDecoder().decode(bytes)
  }
}
