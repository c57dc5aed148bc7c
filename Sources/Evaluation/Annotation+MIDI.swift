public import TranscriptionTypes

extension Annotation {
  /// The notes of a MIDI file, but for those of channel 10, which are drums.
  ///
  /// A release ends all notes of its key, channel and track that began before it. What is never
  /// released is no note. Bends are ignored.
  ///
  /// Source: pretty_midi 0.2.11, `PrettyMIDI._load_instruments`.
  public init(_ midi: MIDIFile) {
    var notes: [AnnotatedNote] = []
    for track in midi.tracks {
      var keys: [Key: [Strike]] = [:]
      for event in track.events where event.channel != Self.drumChannel {
        switch event.message {
        case .noteOn(let pitch, let velocity):
          let key = Key(channel: event.channel, pitch: pitch)
          keys[key, default: []].append(Strike(time: event.time, velocity: velocity))
        case .noteOff(let pitch, _):
          let key = Key(channel: event.channel, pitch: pitch)
          guard let strikes = keys[key] else { continue }
          let ended = strikes.filter { $0.time != event.time }
          // Struck again as the note before it is released: the release is not meant for it.
          let kept = strikes.filter { $0.time == event.time }
          keys[key] = ended.isEmpty || kept.isEmpty ? nil : kept
          notes += ended.map { $0.note(pitch: pitch, until: event.time) }
        default: break
        }
      }
    }
    self.init(notes)
  }

  private static let drumChannel = 9
}

private struct Key: Hashable {
  let channel: Int
  let pitch: Int
}

private struct Strike {
  let time: Double
  let velocity: Int

  func note(pitch: Int, until offset: Double) -> AnnotatedNote {
    AnnotatedNote(
      onset: time, offset: offset, pitch: Double(pitch), velocity: Double(velocity))
  }
}
