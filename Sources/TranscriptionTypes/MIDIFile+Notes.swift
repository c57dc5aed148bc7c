extension MIDIFile {
  /// The notes, track by track, in the order in which they end.
  ///
  /// A release ends all notes of its key, channel and track that began before it. What is never
  /// released is no note. Bends are those of the note's channel and track.
  ///
  /// Source: pretty_midi 0.2.11, `PrettyMIDI._load_instruments`.
  public var notes: [PlayedNote] { tracks.flatMap(\.notes) }
}

extension MIDITrack {
  fileprivate var notes: [PlayedNote] {
    let bends = bends
    var bendCounts = [Int](repeating: 0, count: bends.count)
    var notes: [PlayedNote] = []
    var keys: [Key: [Strike]] = [:]
    for event in events {
      let channel = event.channel
      switch event.message {
      case .noteOn(let pitch, let velocity):
        let strike = Strike(
          time: event.time, velocity: velocity, firstBend: max(0, bendCounts[channel] - 1))
        keys[Key(channel: channel, pitch: pitch), default: []].append(strike)
      case .noteOff(let pitch, _):
        let key = Key(channel: channel, pitch: pitch)
        guard let strikes = keys[key] else { continue }
        let ended = strikes.filter { $0.time != event.time }
        // Struck again as the note before it is released: the release is not meant for it.
        let kept = strikes.filter { $0.time == event.time }
        keys[key] = ended.isEmpty || kept.isEmpty ? nil : kept
        notes += ended.map {
          PlayedNote(
            onset: $0.time, offset: event.time, pitch: pitch, velocity: $0.velocity,
            channel: channel, bends: bends[channel][$0.firstBend..<bendCounts[channel]])
        }
      case .pitchBend: bendCounts[channel] += 1
      default: break
      }
    }
    return notes
  }

  /// The bends of each channel, which its notes share: they may be many where notes are, too.
  private var bends: [[PlayedNote.Bend]] {
    events.reduce(into: Array(repeating: [], count: 16)) { bends, event in
      guard case .pitchBend(let semitones) = event.message else { return }
      bends[event.channel].append(PlayedNote.Bend(time: event.time, semitones: semitones))
    }
  }
}

private struct Key: Hashable {
  let channel: Int
  let pitch: Int
}

private struct Strike {
  let time: Double
  let velocity: Int
  /// The bend in force at the strike, among those of the channel.
  let firstBend: Int
}
