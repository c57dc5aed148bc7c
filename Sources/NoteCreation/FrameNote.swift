import TranscriptionTypes

/// A note on the posteriorgram's own axes.
package struct FrameNote: Equatable {
  /// Frames in which it sounds.
  package var frames: Range<Int>

  /// Its key, 0 for A0.
  package let bin: Int

  /// Mean of the note posteriorgram over the frames in which it was found.
  package let amplitude: Float

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
      pitchBends: bends.map { Double($0) / Double(ModelConstants.binsPerSemitone) })
  }

  /// The first part of the note, or all of it.
  func cut(toEndAt frame: Int) -> FrameNote {
    var part = self
    part.frames = frames.clamped(to: frames.lowerBound..<max(frame, frames.lowerBound))
    part.bends = Array(bends.prefix(part.frames.count))
    return part
  }
}
