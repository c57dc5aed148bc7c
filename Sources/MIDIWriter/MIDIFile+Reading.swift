public import TranscriptionTypes

extension MIDIFile {
  /// Reads a Standard MIDI File.
  public init(contentsOf path: String) throws(MIDIError) {
    let bytes: [UInt8]
    do {
      bytes = try TranscriptionTypes.bytes(ofFile: path)
    } catch {
      throw .cannotRead(reason: error.reason)
    }
    self = try MIDIFileDecoder().decode(bytes)
  }
}
