import TranscriptionTypes

// Beats and bars as they were found, instead of bars that a tempo makes.
extension Layout {
  /// Pixels from label to label and from beat to beat, at least.
  private static let (labelsApart, beatsApart) = (32.0, 5.0)

  /// A line for each downbeat, with the number of its bar where there is room, and a thin one for each
  /// other beat if they are not too close.
  func draw(_ grid: BeatGrid, into picture: inout Picture) {
    let span = grid.times[grid.times.count - 1] - grid.times[0]
    let beatWidth = plot.width * span / Double(grid.times.count - 1) / duration
    // A bar that lacks its beginning is number 0.
    var bar = grid.numbers[0] == 1 ? 0 : -1
    var lastLabel = -Double.infinity
    for beats in grid.bars {
      bar += 1
      for beat in beats where grid.times[beat] <= duration {
        let (place, isDownbeat) = (x(grid.times[beat]), grid.numbers[beat] == 1)
        let hasLabel = isDownbeat && place - lastLabel >= Self.labelsApart
        guard hasLabel || beatWidth >= Self.beatsApart else { continue }
        picture.stroke(
          [Point(x: place, y: plot.y - (hasLabel ? 5 : 0)), Point(x: place, y: plot.bottom)],
          width: isDownbeat ? 1 : 0.4, Theme.barLine)
        guard hasLabel else { continue }
        picture.write("\(bar)", at: place, plot.y - 8, .middle)
        lastLabel = place
      }
    }
    picture.write("bar", at: plot.x - 12, plot.y - 8, .end)
  }
}
