/// Rows of equal length, one a frame, in blocks that never move.
///
/// An array that doubles would take up to three times the memory of what it holds while it grows.
/// Blocks are large enough to go back to the system when they are dropped.
struct FrameBlocks<Element: Sendable>: Sendable {
  let width: Int
  private let framesPerBlock: Int
  private(set) var frameCount = 0
  private var blocks: [[Element]] = []
  /// Blocks that were dropped, all of them before those that are left.
  private var droppedCount = 0

  init(width: Int, framesPerBlock: Int = 512) {
    self.width = width
    self.framesPerBlock = framesPerBlock
  }

  subscript(frame: Int, bin: Int) -> Element {
    get { blocks[frame / framesPerBlock - droppedCount][place(frame, bin)] }
    set { blocks[frame / framesPerBlock - droppedCount][place(frame, bin)] = newValue }
  }

  /// One frame's row.
  subscript(frame: Int) -> ArraySlice<Element> {
    let start = place(frame, 0)
    return blocks[frame / framesPerBlock - droppedCount][start..<start + width]
  }

  /// Appends frames, whose rows lie side by side.
  ///
  /// - Precondition: whole rows of `width` elements.
  mutating func append(_ rows: some RandomAccessCollection<Element>) {
    precondition(rows.count % width == 0, "rows of \(width)")
    var rest = rows[...]
    while !rest.isEmpty {
      if frameCount % framesPerBlock == 0 {
        var block: [Element] = []
        block.reserveCapacity(framesPerBlock * width)
        blocks.append(block)
      }
      let part = rest.prefix((framesPerBlock - frameCount % framesPerBlock) * width)
      blocks[blocks.count - 1].append(contentsOf: part)
      frameCount += part.count / width
      rest = rest.dropFirst(part.count)
    }
  }

  /// Frees what lies before a frame, in whole blocks.
  mutating func drop(before frame: Int) {
    let surplus = max(0, min(frame, frameCount) / framesPerBlock - droppedCount)
    guard surplus > 0 else { return }
    blocks.removeFirst(surplus)
    droppedCount += surplus
  }

  private func place(_ frame: Int, _ bin: Int) -> Int {
    frame % framesPerBlock * width + bin
  }
}
