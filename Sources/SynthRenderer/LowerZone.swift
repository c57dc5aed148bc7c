import TranscriptionTypes

/// The zone of the first channel: members of it play notes, even the channel that is for drums.
///
/// Source: MIDI Polyphonic Expression 1.0, section 2.1 (registered parameter 6).
struct LowerZone {
  private static let manager = 0
  private static let parameter = (coarse: 0, fine: 6)

  private var selected = (coarse: 127, fine: 127)
  private var memberCount = 0

  /// Whether the drum channel is among the members.
  var takesDrumChannel: Bool { memberCount >= MIDIFile.drumChannel }

  /// Looks for a message that changes the zone.
  mutating func follow(_ entry: Timeline.Entry) {
    guard entry.channel == Self.manager else { return }
    switch entry.message {
    case .controlChange(101, let value): selected.coarse = value
    case .controlChange(100, let value): selected.fine = value
    case .controlChange(6, let value) where selected == Self.parameter: memberCount = value
    default: break
    }
  }
}
