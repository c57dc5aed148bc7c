/// Rows of equal length, one a frame, in blocks that never move.
///
/// An array that doubles would take up to three times the memory of what it holds while it grows.
/// Blocks are large enough to go back to the system when they are dropped.
struct FrameBlocks<Element: Sendable>: Sendable {
  private static var framesPerBlock: Int { 512 }

  let width: Int
  private(set) var frameCount = 0
  private var blocks: [[Element]] = []
  /// Blocks that were dropped, all of them before those that are left.
  private var droppedCount = 0

  init(width: Int) { self.width = width }

  subscript(frame: Int, bin: Int) -> Element {
    get { blocks[frame / Self.framesPerBlock - droppedCount][place(frame, bin)] }
    set { blocks[frame / Self.framesPerBlock - droppedCount][place(frame, bin)] = newValue }
  }

  /// One frame's row.
  subscript(frame: Int) -> ArraySlice<Element> {
    let start = place(frame, 0)
    return blocks[frame / Self.framesPerBlock - droppedCount][start..<start + width]
  }

  /// - Precondition: the row has `width` elements.
  mutating func append(_ row: some Collection<Element>) {
    precondition(row.count == width, "rows of \(width)")
    if frameCount % Self.framesPerBlock == 0 {
      var block: [Element] = []
      block.reserveCapacity(Self.framesPerBlock * width)
      blocks.append(block)
    }
    blocks[blocks.count - 1].append(contentsOf: row)
    frameCount += 1
  }

  /// Frees what lies before a frame, in whole blocks.
  mutating func drop(before frame: Int) {
    let surplus = max(0, min(frame, frameCount) / Self.framesPerBlock - droppedCount)
    guard surplus > 0 else { return }
    blocks.removeFirst(surplus)
    droppedCount += surplus
  }

  private func place(_ frame: Int, _ bin: Int) -> Int {
    frame % Self.framesPerBlock * width + bin
  }
}
