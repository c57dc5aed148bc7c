import TranscriptionTypes

// Seconds below the plot, bars above it.
extension Layout {
  /// Pixels from label to label, at least.
  private static let (secondsApart, barsApart) = (64.0, 36.0)

  func drawTimeAxis(into picture: inout Picture) {
    let ticks = TimeTicks(duration: duration, count: plot.width / Self.secondsApart)
    for tick in ticks.all {
      let place = x(tick.seconds)
      picture.stroke(
        [Point(x: place, y: plot.bottom), Point(x: place, y: plot.bottom + 5)], Theme.frame)
      picture.write(tick.label, at: place, plot.bottom + 17, .middle)
    }
    picture.write(ticks.unit, at: plot.x + plot.width / 2, plot.bottom + 32, .middle)
  }

  /// A line for each bar that has room, and the number of each that has room for it.
  func draw(_ bars: BarMap, into picture: inout Picture) {
    let count = bars.barCount(until: duration)
    let step = wholeStep(from: Self.barsApart / 4, apart: plot.width / count)
    let labelled = wholeStep(from: Self.barsApart, apart: plot.width / count)
    var lastLabel = -Double.infinity
    for bar in stride(from: 0, to: Int(min(count, 1e15).rounded(.up)), by: step) {
      let place = x(bars.time(ofBar: bar))
      let hasLabel = bar % labelled == 0 && place - lastLabel >= Self.barsApart * 0.9
      picture.stroke(
        [Point(x: place, y: plot.y - (hasLabel ? 5 : 0)), Point(x: place, y: plot.bottom)],
        width: hasLabel ? 1 : 0.5, Theme.barLine)
      if hasLabel {
        picture.write("\(bar + 1)", at: place, plot.y - 8, .middle)
        lastLabel = place
      }
    }
    picture.write("bar", at: plot.x - 12, plot.y - 8, .end)
  }

  /// The least power of two of which a distance that many pixels wide has room.
  private func wholeStep(from room: Double, apart: Double) -> Int {
    var step = 1
    while Double(step) * apart < room { step *= 2 }
    return step
  }
}
