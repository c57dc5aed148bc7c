/// Follows the pitch of keys in the contour posteriorgram.
protocol PitchBendEstimation: Sendable {
  /// Takes in the next frames' part of the contour; their energy has arrived before.
  mutating func append(contours rows: ArraySlice<Float>, in energy: RemainingEnergy)

  /// Frees frames that nobody asks for any more.
  mutating func drop(before frame: Int)

  /// Adds the bends of a key in the frames of a note, as `FrameNote` keeps them.
  func addBends(of bin: Int, in frames: Range<Int>, to list: inout [Int16])
}
