import TranscriptionTypes

/// The events of all tracks in the order in which they take effect, stamped with frames.
struct Timeline {
  /// A message that takes effect before a frame is rendered.
  struct Entry {
    let frame: Int
    let channel: Int
    let message: MIDIMessage
  }

  let entries: [Entry]

  /// The most keys that go down at the same frame.
  var mostStrikesAtOnce: Int {
    var (most, count, frame) = (0, 0, -1)
    for entry in entries {
      if entry.frame > frame { (count, frame) = (0, entry.frame) }
      if case .noteOn = entry.message { count += 1 }
      most = max(most, count)
    }
    return most
  }

  /// Frame of the last event; 0 when there is none.
  var lastFrame: Int { entries.last?.frame ?? 0 }

  /// Merges the tracks: by time, and at equal times in file order, as a sequencer would.
  ///
  /// Times before zero count as zero. Events without a usable time (not finite, or past the
  /// frames that a Double counts exactly) or channel are left out rather than trusted.
  ///
  /// - Parameter grid: frames to whose nearest multiple times are rounded.
  init(_ midi: MIDIFile, sampleRate: Double, grid: Int = 1) {
    let playable = midi.tracks.flatMap(\.events).filter { event in
      event.time * sampleRate < 0x1p53 && (0..<16).contains(event.channel)
    }
    // The position breaks ties because `sorted` does not promise to be stable.
    let ordered = playable.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }
    entries = ordered.map { _, event in
      Entry(
        frame: grid * Int((max(0, event.time * sampleRate) / Double(grid)).rounded()),
        channel: event.channel, message: event.message)
    }
  }
}
