import TranscriptionTypes

/// Clicks at the beats of a file, higher ones at the beginnings of bars, until its last event.
///
/// It has a voice of its own, whoever plays the music, and stands in no room: a click begins at exactly the
/// sample of its beat.
struct Metronome {
  /// Keys of the built-in drums.
  private static let (beatKey, downbeatKey) = (33, 34)
  private static let velocity = 127
  /// Seconds between clicks at least: a damaged file may have a million beats a second.
  private static let shortestPeriod = 0.03

  /// Frame of the click to come; nil after the last.
  private(set) var nextFrame: Int?

  private let bars: BarMap
  private let lastFrame: Int
  private let instrument: Instrument
  private var next: BarMap.Beat
  private var channel: Channel
  private var scratch: StereoBlock
  private var room: StereoBlock?

  init(_ bars: BarMap, until lastFrame: Int, blockLength: Int, instrument: Instrument) {
    self.bars = bars
    self.lastFrame = lastFrame
    self.instrument = instrument
    next = bars.beat(from: 0)
    channel = Channel(isDrumChannel: true, sampleRate: instrument.sampleRate)
    scratch = StereoBlock(length: blockLength)
    nextFrame = frame(of: next)
  }

  /// Whether a click is still to be heard.
  var isSounding: Bool { channel.isSounding }

  /// Clicks if it is time to.
  mutating func click(at frame: Int) {
    guard nextFrame == frame else { return }
    let key = next.number == 1 ? Self.downbeatKey : Self.beatKey
    channel.receive(
      .noteOn(pitch: key, velocity: Self.velocity), at: frame, instrument: instrument)
    next = bars.beat(from: next.time + Self.shortestPeriod)
    nextFrame = self.frame(of: next)
  }

  /// Adds the next `span` frames to a block.
  ///
  /// - Returns: Frames until all is silent, `span` if something is still heard.
  mutating func mix(_ span: Int, into block: inout StereoBlock, at start: Int) -> Int {
    channel.mix(
      span, into: &block, at: start, room: &room, scratch: &scratch, instrument: instrument)
  }

  /// Nil for a beat at the end of the music or after it.
  private func frame(of beat: BarMap.Beat) -> Int? {
    let place = (beat.time * instrument.sampleRate).rounded()
    return place < Double(lastFrame) ? Int(place) : nil
  }
}
