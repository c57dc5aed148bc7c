public import TranscriptionTypes

extension Annotation {
  /// The notes of a MIDI file, but for those of channel 10, which are drums.
  ///
  /// Bends are ignored.
  public init(_ midi: MIDIFile) {
    self.init(
      midi.notes.filter { $0.channel != MIDIFile.drumChannel }.map {
        AnnotatedNote(
          onset: $0.onset, offset: $0.offset, pitch: Double($0.pitch),
          velocity: Double($0.velocity))
      })
  }
}
