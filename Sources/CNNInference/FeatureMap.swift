/// Rows of frames in memory, as the kernels want them: time contiguous, silence around.
///
/// A row has 16 zeros, the 172 frames of a window, and zeros up to 208 values, so that a kernel may
/// look a few frames before the first and after the last. 208 values are 13 cache lines: an odd
/// number, so that the same frame of successive rows does not compete for one set of the cache.
struct FeatureMap: ~Copyable {
  /// Values from one row to the next.
  static let rowStride = 208

  /// Zeros before a row's first frame.
  static let leadingZeros = 16

  private let memory: UnsafeMutableRawPointer

  /// The first frame of row 0.
  let origin: UnsafeMutablePointer<Float>

  /// Makes rows of zeros, with `margin` more of them before row 0.
  init(rowCount: Int, margin: Int = 0) {
    // Kernels read a few values past the frames of the last row, too.
    let valueCount = (margin + rowCount) * Self.rowStride + Self.leadingZeros
    memory = .allocate(byteCount: valueCount * MemoryLayout<Float>.stride, alignment: 64)
    let values = memory.bindMemory(to: Float.self, capacity: valueCount)
    values.initialize(repeating: 0, count: valueCount)
    origin = values + margin * Self.rowStride + Self.leadingZeros
  }

  deinit { memory.deallocate() }

  /// The first frame of a row.
  func row(_ index: Int) -> UnsafeMutablePointer<Float> {
    origin + index * Self.rowStride
  }
}
