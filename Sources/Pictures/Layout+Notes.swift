import TranscriptionTypes

// What lies in the plot.
extension Layout {
  /// A note's height, in rows: what is behind it can be seen above and below.
  private static let noteHeight = 0.5
  /// Pixels of a note in which a curve can be made out.
  private static let curveLength = 12.0

  func draw(_ heatmap: Heatmap, into picture: inout Picture) {
    let (width, height) = (Int(plot.width.rounded(.up)), Int(plot.height.rounded(.up)))
    let row = { (value: Double) in
      switch heatmap.axis {
      case .pitch(let lowest, let density): (value - lowest) * density
      case .frequency(let step): value / step
      case .names: value
      }
    }
    let rows = row(range.lowerBound)..<row(range.upperBound)
    let raster = heatmap.raster(width: width, height: height, times: 0..<duration, rows: rows)
    picture.elements.append(.raster(raster, Point(x: plot.x, y: plot.y)))
  }

  /// Each a bar with a mark where it begins, and a curve where it bends.
  func draw(_ notes: [PlayedNote], into picture: inout Picture) {
    let rowHeight = plot.height / (range.upperBound - range.lowerBound)
    // What is to be seen lies above: short notes on long ones, curves on bars.
    let notes = notes.sorted { $0.offset - $0.onset > $1.offset - $1.onset }
    for note in notes {
      let (left, right) = (x(note.onset), x(note.offset))
      let middle = y(Double(note.pitch))
      let bar = Self.noteHeight * rowHeight
      picture.fill(
        left, middle - bar / 2, max(1, right - left), bar, Theme.note(velocity: note.velocity))
      // A mark takes no more than a sixth of its note.
      let mark = min(2, max(0.6, (right - left) / 6))
      picture.fill(left, middle - 0.46 * rowHeight, mark, 0.92 * rowHeight, Theme.onset)
    }
    for note in notes {
      let curve = curve(of: note)
      if curve.count > 1 { picture.stroke(curve, width: 1.4, Theme.bend) }
    }
  }

  /// The pitch of a note from its onset to its offset; nothing for one that does not bend, or is too
  /// short to see it.
  private func curve(of note: PlayedNote) -> [Point] {
    guard x(note.offset) - x(note.onset) >= Self.curveLength,
      note.bends.contains(where: { $0.semitones != 0 })
    else { return [] }
    var points: [Point] = []
    var height = y(Double(note.pitch))
    points.append(Point(x: x(note.onset), y: height))
    for bend in note.bends where bend.time < note.offset {
      let place = x(max(bend.time, note.onset))
      let gap = place - (points.last?.x ?? place)
      // What holds for long is level, not a slope.
      if gap > 4 { points.append(Point(x: place - 1, y: height)) }
      let bent = y(Double(note.pitch) + bend.semitones)
      height = min(max(plot.y, bent), plot.bottom)
      if bend.time <= note.onset { points.removeAll() }
      // Half a pixel shows no more than one of its bends.
      if gap > 0.5 || points.isEmpty { points.append(Point(x: place, y: height)) }
    }
    points.append(Point(x: x(note.offset), y: height))
    return points
  }
}
