import AudioIO
import TranscriptionTypes
import Windowing

/// The windows of a recording, decoded no sooner than they are asked for.
struct WindowSource: ~Copyable {
  private var reader: AudioReader
  private var splitter = WindowSplitter()
  private var windowCount = 0

  init(
    _ recording: Recording, blockLength: Int, until stop: StopSignal? = nil
  ) throws(AudioIOError) {
    reader = try AudioReader(
      recording, sampleRate: ModelConstants.sampleRate, blockLength: blockLength, until: stop)
  }

  /// Samples read so far, at 22 050 Hz: all of them once ``next()`` has returned nil.
  var sampleCount: Int { splitter.sampleCount }

  /// Seconds of the recording, if it is as long as it says; nil if it does not say.
  var announcedDuration: Double? { reader.announcedDuration }

  /// How the recording ended before its time, once it has.
  var shortfall: Shortfall? { reader.shortfall }

  /// The next window of 43 844 samples and its place in the recording; nil at the end.
  mutating func next() throws(AudioIOError) -> (index: Int, samples: [Float])? {
    while true {
      if let samples = splitter.next() {
        defer { windowCount += 1 }
        return (windowCount, samples)
      }
      if splitter.isFinished { return nil }
      if let block = try reader.next() {
        splitter.append(block)
      } else {
        splitter.finish()
      }
    }
  }
}
