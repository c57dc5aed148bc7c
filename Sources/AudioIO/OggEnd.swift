/// Whether an Ogg stream has its last page, as told by what went by last.
struct OggEnd {
  /// The longest page, in bytes: a header of 27, 255 sizes, and 255 segments of 255.
  static let longestPage = 27 + 255 + 255 * 255

  private var tail: [UInt8]

  /// - Parameter bytes: The first ones.
  init(_ bytes: ArraySlice<UInt8>) { tail = Array(bytes) }

  /// Takes in what comes next.
  mutating func append(_ bytes: ArraySlice<UInt8>) {
    if tail.count > 2 * Self.longestPage { tail.removeFirst(tail.count - Self.longestPage) }
    tail += bytes
  }

  /// Whether the last page that began is all there, and marked as the last one.
  var isLastPage: Bool {
    let mark = Array("OggS".utf8)
    guard let start = tail.indices.last(where: { tail[$0...].starts(with: mark) }) else {
      return false
    }
    // A mark, a version, flags; at last, the number of segments, their sizes, and they themselves.
    let page = tail[start...]
    guard page.count >= 27 else { return false }
    let sizes = page.dropFirst(27).prefix(Int(page[start + 26]))
    return page[start + 5] & 4 != 0 && sizes.count == Int(page[start + 26])
      && sizes.reduce(27 + sizes.count) { $0 + Int($1) } <= page.count
  }
}
