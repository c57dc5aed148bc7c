import TranscriptionTypes

/// The zones of MIDI Polyphonic Expression: a manager channel, and members that play a note each.
///
/// Source: MIDI Polyphonic Expression 1.0, section 2.1 (registered parameter 6).
struct Zones {
  private static let parameter = (coarse: 0, fine: 6)

  private struct Zone {
    var selected = (coarse: 127, fine: 127)
    var memberCount = 0
  }

  private var lower = Zone()
  private var upper = Zone()

  /// The channels above the first, or below the last, that it manages; none for other channels.
  func members(ofManager channel: Int) -> Range<Int> {
    switch channel {
    case 0: 1..<1 + lower.memberCount
    case 15: 15 - upper.memberCount..<15
    default: 0..<0
    }
  }

  /// Whether a channel is a member.
  func contain(_ channel: Int) -> Bool {
    members(ofManager: 0).contains(channel) || members(ofManager: 15).contains(channel)
  }

  /// Looks for a message that changes a zone.
  mutating func follow(_ entry: Timeline.Entry) {
    switch entry.channel {
    case 0: Self.follow(entry.message, &lower)
    case 15: Self.follow(entry.message, &upper)
    default: break
    }
  }

  private static func follow(_ message: MIDIMessage, _ zone: inout Zone) {
    switch message {
    case .controlChange(101, let value): zone.selected.coarse = value
    case .controlChange(100, let value): zone.selected.fine = value
    case .controlChange(6, let value) where zone.selected == parameter:
      zone.memberCount = min(max(value, 0), 15)
    default: break
    }
  }
}
