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

  /// Merges the tracks: by time, and at equal times in file order, as a sequencer would. Of a key struck
  /// several times at the same frame, the last strike counts.
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
    entries = Self.lastStrikes(
      ordered.map { _, event in
        Entry(
          frame: grid * Int((max(0, event.time * sampleRate) / Double(grid)).rounded()),
          channel: event.channel, message: event.message)
      })
  }

  /// Leaves out what would never be heard: strikes of a key that is struck again in the same instant.
  private static func lastStrikes(_ entries: [Entry]) -> [Entry] {
    var struck = [Int](repeating: -1, count: 16 * 128)
    let kept = entries.reversed().filter { entry in
      guard case .noteOn(let pitch, 1...) = entry.message, (0..<128).contains(pitch) else {
        return true
      }
      let key = 128 * entry.channel + pitch
      defer { struck[key] = entry.frame }
      return struck[key] != entry.frame
    }
    return kept.reversed()
  }
}
