#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// What stands around the plot.
extension Layout {
  private static let legendWidth = 190.0

  /// White around the plot, which covers what reaches beyond it, and a frame.
  func drawEdges(into picture: inout Picture) {
    let (width, height) = (Double(width), Double(height))
    let corners = [
      Point(x: plot.x, y: plot.y), Point(x: plot.right, y: plot.y),
      Point(x: plot.right, y: plot.bottom), Point(x: plot.x, y: plot.bottom),
      Point(x: plot.x, y: plot.y),
    ]
    let white = Color.white
    picture.fill(0, plot.y, plot.x, plot.height, white)
    picture.fill(plot.right, plot.y, width - plot.right, plot.height, white)
    picture.fill(0, plot.bottom, width, height - plot.bottom, white)
    picture.stroke(corners, Theme.frame)
  }

  /// - Parameter hasFrequencies: whether hertz stand beside the keys.
  func drawVerticalAxis(hasFrequencies: Bool, into picture: inout Picture) {
    switch axis {
    case .keys(let keys):
      drawKeyboard(keys, into: &picture)
      guard hasFrequencies else { return }
      for frequency in [50, 100, 200, 500, 1000, 2000, 5000, 10_000] {
        let pitch = 69 + 12 * log2(Double(frequency) / 440)
        if range.contains(pitch) { drawTick(at: y(pitch), frequency, into: &picture) }
      }
      picture.write("Hz", at: plot.right + 8, plot.y - 8)
    case .frequency(let top):
      let steps = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
      let step = steps.first { plot.height * Double($0) / top > 30 } ?? 10_000
      for frequency in stride(from: 0, through: Int(top), by: step) {
        drawTick(at: y(Double(frequency)), frequency, into: &picture)
      }
      picture.write("Hz", at: plot.right + 8, plot.y - 8)
    case .names(let names):
      for (row, name) in names.enumerated() {
        picture.write(name, at: plot.x - 8, y(Double(row)) + 4, .end)
      }
    }
  }

  private func drawTick(at height: Double, _ frequency: Int, into picture: inout Picture) {
    picture.stroke(
      [Point(x: plot.right, y: height), Point(x: plot.right + 5, y: height)], Theme.frame)
    let label = frequency % 1000 == 0 && frequency > 0 ? "\(frequency / 1000)k" : "\(frequency)"
    picture.write(label, at: plot.right + 8, height + 4)
  }

  /// The title, and what the colours mean where there is room for it.
  func drawHeading(of figure: Figure, into picture: inout Picture) {
    var right = plot.right
    if plot.width > 3 * Self.legendWidth {
      if let heatmap = figure.heatmap {
        let shown = heatmap.shown
        drawLegend(
          heatmap.quantity.name, shown.lowerBound, shown.upperBound, endingAt: right, into: &picture
        ) { Theme.heat($0).onWhite }
        right -= Self.legendWidth
      }
      if !figure.notes.isEmpty {
        drawLegend("velocity", 1, 127, endingAt: right, into: &picture) {
          Theme.note(velocity: Int(127 * $0))
        }
        right -= Self.legendWidth
      }
    }
    let room = Int((right - plot.x) / (0.62 * Theme.titleSize))
    let title = figure.title
    let start = title.count > room ? title.prefix(max(1, room - 1)) + "…" : title[...]
    picture.write(String(start), at: plot.x, 20, size: Theme.titleSize)
  }

  private func drawLegend(
    _ name: String, _ low: Double, _ high: Double, endingAt right: Double,
    into picture: inout Picture, color: (Double) -> Color
  ) {
    let (swatch, count) = (6.0, 10)
    let scale = right - 28 - Double(count) * swatch
    for index in 0..<count {
      let share = (Double(index) + 0.5) / Double(count)
      picture.fill(scale + Double(index) * swatch, 11, swatch, 9, color(share))
    }
    picture.write("\(name) \(Int(low.rounded()))", at: scale - 4, 20, .end)
    picture.write("\(Int(high.rounded()))", at: right - 24, 20)
  }
}
