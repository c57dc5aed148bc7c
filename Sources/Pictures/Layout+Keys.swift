// The keys of a piano: rows through the plot, and a keyboard at its left.
extension Layout {
  /// A row each, darker for black keys, with a line between two white ones.
  func drawRows(of keys: ClosedRange<Int>, into picture: inout Picture) {
    for key in keys {
      let (top, bottom) = (y(Double(key) + 0.5), y(Double(key) - 0.5))
      if isBlack(key) {
        picture.fill(plot.x, top, plot.width, bottom - top, Theme.blackKeyRow)
      } else if key > keys.lowerBound, !isBlack(key - 1) {
        picture.stroke(
          [Point(x: plot.x, y: bottom), Point(x: plot.right, y: bottom)], Theme.keyLine)
      }
    }
  }

  /// The keyboard and the names of its keys: of all white ones if there is room, else of every C.
  func drawKeyboard(_ keys: ClosedRange<Int>, into picture: inout Picture) {
    let left = plot.x - Self.keyboardWidth
    let keyHeight = plot.height / Double(keys.count)
    let octaves = max(1, Int((Theme.textSize / (12 * keyHeight)).rounded(.up)))
    for key in keys {
      let (top, bottom) = (y(Double(key) + 0.5), y(Double(key) - 0.5))
      if isBlack(key) {
        picture.fill(left, top, 0.6 * Self.keyboardWidth, bottom - top, Theme.blackKey)
      } else if key > keys.lowerBound, !isBlack(key - 1) {
        picture.stroke([Point(x: left, y: bottom), Point(x: plot.x, y: bottom)], Theme.frame)
      } else if key > keys.lowerBound {
        let middle = y(Double(key) - 1)
        picture.stroke(
          [Point(x: left + 0.6 * Self.keyboardWidth, y: middle), Point(x: plot.x, y: middle)],
          Theme.frame)
      }
      let isNamed = key % 12 == 0 ? key / 12 % octaves == 0 : keyHeight > 11 && !isBlack(key)
      if isNamed { picture.write(name(of: key), at: left - 5, y(Double(key)) + 4, .end) }
    }
    picture.stroke(
      [Point(x: left, y: plot.y), Point(x: left, y: plot.bottom)], Theme.frame)
  }

  private func isBlack(_ key: Int) -> Bool { [1, 3, 6, 8, 10].contains((key + 12) % 12) }

  /// C4 is 60; black keys are not named.
  private func name(of key: Int) -> String {
    let names = ["C", "", "D", "", "E", "F", "", "G", "", "A", "", "B"]
    return names[key % 12] + "\(key / 12 - 1)"
  }
}
