import TranscriptionTypes

/// How rows of frames lie in memory, as the kernels want them: time contiguous, silence around.
struct FrameRows: Sendable {
  /// Frames in a row.
  let frameCount: Int
  /// Zeros before a row's first frame, so that a kernel may look that far back: whole cache lines.
  let leadingZeros: Int
  /// Values from one row to the next: whole cache lines with zeros behind the frames, and an odd number of
  /// them, so that the same frame of successive rows does not compete for one set of the cache.
  let stride: Int

  /// - Precondition: both are positive.
  init(frameCount: Int, leadingZeros: Int) {
    self.frameCount = frameCount
    let line = 16
    let leadingZeros = (leadingZeros + line - 1) / line * line
    self.leadingZeros = leadingZeros
    let lines = (leadingZeros + frameCount + line + line - 1) / line
    stride = (lines | 1) * line
  }

  /// Those of a window: 16 zeros, 172 frames, 20 zeros.
  static let window = FrameRows(frameCount: ModelConstants.framesPerWindow, leadingZeros: 16)
}

/// Rows of frames in memory, with silence around.
struct FeatureMap: ~Copyable {
  /// Values from one row of a window to the next.
  static let rowStride = FrameRows.window.stride

  /// How its rows lie.
  let rows: FrameRows

  private let memory: UnsafeMutableRawPointer

  /// The first frame of row 0.
  let origin: UnsafeMutablePointer<Float>

  /// Makes rows of zeros, with `margin` more of them before row 0.
  ///
  /// - Parameter written: the first frames of each row, which are not cleared, as somebody writes them
  ///   before they are read.
  init(rowCount: Int, margin: Int = 0, rows: FrameRows = .window, written: Int = 0) {
    self.rows = rows
    // Kernels read a few values past the frames of the last row, too.
    let valueCount = (margin + rowCount) * rows.stride + 2 * rows.leadingZeros
    memory = .allocate(byteCount: valueCount * MemoryLayout<Float>.stride, alignment: 64)
    let values = memory.bindMemory(to: Float.self, capacity: valueCount)
    origin = values + margin * rows.stride + rows.leadingZeros
    guard written > 0 else {
      values.initialize(repeating: 0, count: valueCount)
      return
    }
    let before = origin - values
    values.initialize(repeating: 0, count: before)
    for row in 0..<rowCount {
      (self.row(row) + written).initialize(repeating: 0, count: rows.stride - written)
    }
    (origin + rowCount * rows.stride).initialize(
      repeating: 0, count: valueCount - before - rowCount * rows.stride)
  }

  deinit { memory.deallocate() }

  /// The first frame of a row.
  func row(_ index: Int) -> UnsafeMutablePointer<Float> { origin + index * rows.stride }
}
