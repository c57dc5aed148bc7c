public import TranscriptionTypes

/// Lays out notes as the tracks of a MIDI file.
///
/// Times, bends and tempo are rounded here to what a file can hold, so encoding the result and
/// decoding it again changes nothing, and what is rendered is what is written. Only the controllers
/// that set bend ranges are not among what is decoded, for bends are decoded in semitones.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `note_events_to_midi`, and
/// pretty_midi 0.2.11, `write` (rounding and the order of events).
public struct NoteArranger: Sendable {
  /// How to lay out the notes.
  public struct Settings: Equatable, Sendable {
    /// Quarter notes a minute, in `tempoRange`. It sets the grid; notes keep their seconds.
    public var tempo = 120.0

    /// Slower does not fit into the file's three bytes; faster makes long rests overflow.
    public static let tempoRange = 3.6...1000

    /// Which notes bend, and on which channels.
    public var pitchBends = PitchBendLayout.single

    /// General MIDI instrument, 0…127; 4 is Electric Piano 1.
    public var program = 4

    /// The name of each track; none when empty.
    public var trackName = ""

    /// Whether each channel's bend range is written first, bends go back to zero where their note
    /// ends, and none is written that changes nothing. MPE always does so.
    ///
    /// In the reference notes sound with the last bend of an earlier one; see
    /// `docs/Deviations.md`, 16.
    public var tidiesPitchBends = false

    /// Ticks in a quarter note, 1…32767: the grid that times are rounded to.
    public var ticksPerQuarter = MIDIFileEncoder.standardTicksPerQuarter

    /// Whether slow beats raise that, so that no time is off by more than a millisecond.
    public var keepsMilliseconds = false

    /// Beats and bars, which then set the grid instead of the tempo; notes keep their seconds.
    public var grid: BeatGrid?

    /// The key to write; none when nil.
    public var key: MusicalKey?

    /// The reference's layout.
    public init() {}

    /// Ticks that no time is off by more than a millisecond with, half a tick at the given tempo: 480 or
    /// a multiple of it.
    public static func ticksPerQuarter(forSlowest tempo: Double) -> Int {
      480 * min(68, max(1, Int((30_000 / (480 * tempo)).rounded(.up))))
    }
  }

  private let settings: Settings

  /// - Precondition: the settings lie in their ranges.
  public init(settings: Settings = Settings()) {
    settings.checkPreconditions()
    self.settings = settings
  }

  /// Arranges notes, in any order.
  ///
  /// - Returns: a file with one track, or with one a pitch in the order in which they first occur
  ///   in `notes`; without notes there is none.
  public func arrange(_ notes: [NoteEvent]) -> MIDIFile {
    let tracks = settings.pitchBends == .perPitch ? tracksByPitch(notes) : [track(notes)]
    var file = GridTempo(settings: settings).beginning
    file.tracks = notes.isEmpty ? [] : tracks
    return file
  }

  /// All but the one for drums.
  private static let channels = (0..<16).filter { $0 != MIDIFile.drumChannel }

  private func track(_ notes: [NoteEvent]) -> MIDITrack {
    var queue = NoteQueue()
    var track = TrackArranger(settings: settings)
    for note in queue.append(notes, horizon: .infinity) { track.append(note) }
    return MIDITrack(name: settings.trackName, events: track.finish())
  }

  private func tracksByPitch(_ notes: [NoteEvent]) -> [MIDITrack] {
    var parts: [[NoteEvent]] = []
    var partOfPitch: [Int: Int] = [:]
    for note in notes {
      if let part = partOfPitch[note.pitch] {
        parts[part].append(note)
      } else {
        partOfPitch[note.pitch] = parts.count
        parts.append([note])
      }
    }
    return parts.enumerated().map { index, part in
      let channel = Self.channels[index % Self.channels.count]
      var track = TrackArranger(settings: settings, channel: channel)
      for note in part.sorted(by: { $0.onset < $1.onset }) { track.append(note) }
      return MIDITrack(name: settings.trackName, events: track.finish())
    }
  }
}

extension NoteArranger.Settings {
  func checkPreconditions() {
    precondition(Self.tempoRange.contains(tempo), "tempo must lie in 3.6…1000")
    precondition((0...127).contains(program), "program must lie in 0…127")
    precondition((1...32_767).contains(ticksPerQuarter), "1…32767 ticks a quarter")
  }
}
