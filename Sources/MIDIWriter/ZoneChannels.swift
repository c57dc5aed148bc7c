import TranscriptionTypes

/// Gives notes, which come in order of onset, the member channels of an MPE zone.
///
/// A note gets the channel that has been free for longest, so that the sound of its last note has
/// died away before it is bent. When all channels sound, it joins the one with the fewest notes, of
/// these the one whose notes are nearest in pitch; notes that share a channel do not bend.
///
/// Source: MIDI Polyphonic Expression 1.0, appendix A.
struct ZoneChannels {
  /// The lower zone's manager.
  static let manager = 0
  /// All other channels.
  static let members = 1...15

  private struct Member {
    let channel: Int
    var sounding: [NoteEvent] = []
    /// When its last note ends.
    var offset = -Double.infinity
  }

  private var members = Self.members.map { Member(channel: $0) }

  /// The channel for the next note, and whether others sound there.
  mutating func place(_ note: NoteEvent) -> (channel: Int, isShared: Bool) {
    for index in members.indices {
      members[index].sounding.removeAll { $0.offset <= note.onset }
    }
    let index = longestFree ?? mostSuitable(for: note)
    let isShared = !members[index].sounding.isEmpty
    members[index].sounding.append(note)
    members[index].offset = max(members[index].offset, note.offset)
    return (members[index].channel, isShared)
  }

  /// That for drums is the last to be used: not everybody understands MPE.
  private var longestFree: Int? {
    func rank(_ member: Member) -> (Int, Double) {
      (member.channel == MIDIFile.drumChannel ? 1 : 0, member.offset)
    }
    return members.indices.filter { members[$0].sounding.isEmpty }
      .min { rank(members[$0]) < rank(members[$1]) }
  }

  /// Two notes of the same pitch on a channel cannot be released apart, so that comes last.
  private func mostSuitable(for note: NoteEvent) -> Int {
    func rank(_ member: Member) -> (Int, Int, Int) {
      let distance = member.sounding.map { abs($0.pitch - note.pitch) }.min() ?? 0
      return (distance == 0 ? 1 : 0, member.sounding.count, distance)
    }
    return members.indices.min { rank(members[$0]) < rank(members[$1]) } ?? 0
  }
}
