import TranscriptionTypes

/// Who makes the sound: told what happens when, it gives what is heard until the next event.
///
/// Channels are 0…15.
protocol Player {
  /// Whether something is still to be heard without a further event.
  var isSounding: Bool { get }

  /// Takes a message from a frame on.
  mutating func receive(_ message: MIDIMessage, on channel: Int, at frame: Int)

  /// Takes a message of the manager of the zone that the channel is a member of.
  mutating func receiveFromManager(_ message: MIDIMessage, on channel: Int, at frame: Int)

  /// Says whether the keys of a channel are drums, as long as no bank says otherwise.
  mutating func setDrums(_ isDrumChannel: Bool, on channel: Int)

  /// Releases all notes, whatever key or pedal holds them.
  mutating func releaseEverything()

  /// Adds the next `span` frames to a block.
  ///
  /// - Returns: Frames until all is silent, `span` if something is still heard.
  mutating func mix(_ span: Int, into block: inout StereoBlock, at start: Int) -> Int
}
