/// The music in a MIDI file, in seconds and semitones: ticks and 14-bit numbers stay in the codec.
public struct MIDIFile: Equatable, Sendable {
  /// Tempi in force from given times on, in time order; 120 beats a minute before the first.
  public var tempoChanges: [TempoChange]

  /// Metres in force from given times on, in time order; 4/4 before the first, which is written where there
  /// is none. One within a bar begins a new bar.
  public var timeSignatures: [TimeSignature]

  /// Keys in force from given times on, in time order.
  public var keySignatures: [KeySignature]

  /// The tracks, in file order.
  public var tracks: [MIDITrack]

  /// Creates a file.
  public init(
    tempoChanges: [TempoChange] = [], timeSignatures: [TimeSignature] = [],
    keySignatures: [KeySignature] = [], tracks: [MIDITrack] = []
  ) {
    self.tempoChanges = tempoChanges
    self.timeSignatures = timeSignatures
    self.keySignatures = keySignatures
    self.tracks = tracks
  }

  /// The channel, counted from 0, whose keys are drums by convention: General MIDI's tenth.
  public static let drumChannel = 9

  /// Time of the last event, in seconds; 0 when there is none.
  public var duration: Double {
    tracks.lazy.compactMap { $0.events.last?.time }.max() ?? 0
  }
}

/// A tempo from a time on.
public struct TempoChange: Equatable, Sendable {
  /// Seconds from the beginning.
  public var time: Double

  /// Quarter notes a minute.
  public var beatsPerMinute: Double

  /// Creates a tempo change.
  public init(time: Double, beatsPerMinute: Double) {
    self.time = time
    self.beatsPerMinute = beatsPerMinute
  }
}

/// One track: a name and its events.
public struct MIDITrack: Equatable, Sendable {
  /// The track's name; empty when it has none.
  public var name: String

  /// Events in time order; those at the same time in the order in which they take effect.
  public var events: [MIDIEvent]

  /// Creates a track.
  public init(name: String = "", events: [MIDIEvent] = []) {
    self.name = name
    self.events = events
  }
}

/// A message to one channel at a time.
public struct MIDIEvent: Equatable, Sendable {
  /// Seconds from the beginning.
  public var time: Double

  /// 0…15; ``MIDIFile/drumChannel`` is for drums by convention.
  public var channel: Int

  /// What happens.
  public var message: MIDIMessage

  /// Creates an event.
  public init(time: Double, channel: Int, message: MIDIMessage) {
    self.time = time
    self.channel = channel
    self.message = message
  }
}

/// What a channel is told to do.
public enum MIDIMessage: Equatable, Sendable {
  /// A key goes down: pitch 0…127, velocity 1…127.
  case noteOn(pitch: Int, velocity: Int)
  /// A key goes up: pitch 0…127, release velocity 0…127.
  case noteOff(pitch: Int, velocity: Int)
  /// General MIDI instrument, 0…127.
  case programChange(Int)
  /// A controller (0…127) takes a value (0…127).
  case controlChange(controller: Int, value: Int)
  /// All notes of the channel sound this many semitones higher.
  case pitchBend(semitones: Double)
  /// Pressure on the whole channel, 0…127.
  case channelPressure(Int)
  /// Pressure on one key, 0…127.
  case keyPressure(pitch: Int, pressure: Int)
}
