import TranscriptionTypes

/// A note on the posteriorgram's own axes.
package struct FrameNote: Equatable {
  /// Frames in which it sounds.
  package var frames: Range<Int>

  /// Its key, 0 for A0.
  package let bin: Int

  /// Mean of the note posteriorgram over the frames in which it was found.
  package var amplitude: Float

  /// How loud it is; nil where that was not measured.
  package var level: Double?

  /// Frames from the first one to the onset, −½…½.
  package var peakShift = 0.0

  /// The bend of each frame, in contour bins; empty when bends are not asked for.
  package var bends: [Int8]

  package init(frames: Range<Int>, bin: Int, amplitude: Float, bends: [Int8] = []) {
    self.frames = frames
    self.bin = bin
    self.amplitude = amplitude
    self.bends = bends
  }

  /// The note in seconds and semitones.
  func event(at times: FrameTimes) -> NoteEvent {
    NoteEvent(
      onset: times.seconds(ofFrame: frames.lowerBound),
      offset: times.seconds(ofFrame: frames.upperBound),
      pitch: bin + ModelConstants.lowestPitch,
      amplitude: amplitude,
      level: level,
      pitchBends: bends.map { Double($0) / Double(ModelConstants.binsPerSemitone) })
  }
}
