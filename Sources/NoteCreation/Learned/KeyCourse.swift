/// What one key does in some frames, side by side in memory, where it is read many times.
struct KeyCourse: Sendable {
  private var values: [Float]
  /// The frame of the first value; none at the beginning.
  private var first: Int?

  /// Room for what surrounds a block of questions about frames that follow each other.
  ///
  /// - Parameter distances: to what is measured; they rise.
  init(around distances: [Int]) {
    let reach = distances[distances.count - 1] - distances[0]
    values = Array(repeating: 0, count: reach + QuestionBlock.rowCount)
  }

  /// Takes what is measured of each frame, of eight at a time, of as many as there is room for.
  ///
  /// - Precondition: no frame is taken before it has arrived, if there is one, for it stays.
  @inline(__always)
  mutating func take(from frame: Int, _ eight: (_ first: Int) -> SIMD8<Float>) {
    for place in stride(from: move(to: frame), to: values.count, by: 8) {
      let measured = eight(frame + place)
      for i in 0..<min(8, values.count - place) { values[place + i] = measured[i] }
    }
  }

  /// Takes what a posteriorgram has; outside of the recording, zeros.
  mutating func take(from frame: Int, bin: Int, of history: FrameHistory) {
    take(from: frame) { history.eight(from: $0, bin: bin) }
  }

  /// Likewise, but frames before the recording are as its first, and those after it as its last.
  mutating func takeSteady(from frame: Int, bin: Int, of history: FrameHistory) {
    take(from: frame, bin: bin, of: history)
    let frames = frame..<frame + values.count
    guard frames.clamped(to: 0..<history.count) != frames else { return }
    for outside in frames where outside < 0 || outside >= history.count {
      values[outside - frame] = history.steady(outside, bin: bin)
    }
  }

  /// Begins with a frame.
  ///
  /// - Returns: how many frames are there already, if this is the block that follows the last one.
  private mutating func move(to frame: Int) -> Int {
    let followsLast = first.map { frame == $0 + QuestionBlock.rowCount } ?? false
    first = frame
    guard followsLast else { return 0 }
    let keptCount = values.count - QuestionBlock.rowCount
    var span = values.mutableSpan
    for i in 0..<keptCount { span[unchecked: i] = span[unchecked: i &+ QuestionBlock.rowCount] }
    return keptCount
  }

  /// What the key does in a frame and in those that follow it.
  ///
  /// - Precondition: all of them were taken.
  subscript(frame: Int) -> SIMD8<Float> {
    let place = frame - (first ?? frame)
    precondition(place >= 0 && place + QuestionBlock.rowCount <= values.count, "frames not taken")
    let span = values.span
    return SIMD8(
      span[unchecked: place], span[unchecked: place &+ 1], span[unchecked: place &+ 2],
      span[unchecked: place &+ 3], span[unchecked: place &+ 4], span[unchecked: place &+ 5],
      span[unchecked: place &+ 6], span[unchecked: place &+ 7])
  }
}
