/// A note on the posteriorgram's own axes.
package struct FrameNote: Equatable {
  /// Frames in which it sounds.
  package var frames: Range<Int>

  /// Its key, 0 for A0.
  package let bin: Int

  /// Mean of the note posteriorgram over the frames in which it was found.
  package let amplitude: Float

  package init(frames: Range<Int>, bin: Int, amplitude: Float) {
    self.frames = frames
    self.bin = bin
    self.amplitude = amplitude
  }
}
