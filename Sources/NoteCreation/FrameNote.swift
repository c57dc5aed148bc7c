/// A note on the posteriorgram's own axes.
struct FrameNote: Equatable {
  /// Frames in which it sounds.
  var frames: Range<Int>

  /// Its key, 0 for A0.
  let bin: Int

  /// Mean of the note posteriorgram over the frames in which it was found.
  let amplitude: Float
}
