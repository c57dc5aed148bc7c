extension Heatmap {
  /// The image, drawn to the pixel.
  ///
  /// A pixel is as dark as the darkest of what it shows. What lies outside is clear.
  ///
  /// - Parameters:
  ///   - times: seconds from the left edge to the right one.
  ///   - rows: from the lower edge to the upper one, in rows; row 0 reaches from −0.5 to 0.5.
  func raster(width: Int, height: Int, times: Range<Double>, rows: Range<Double>) -> Raster {
    let framesPerSecond = 1 / secondsPerFrame
    let origin = firstTime - secondsPerFrame / 2
    let across = (0..<width).map { pixel in
      cells(pixel, of: width, over: times, count: columnCount) {
        ($0 - origin) * framesPerSecond / Double(framesPerColumn)
      }
    }
    let up = (0..<height).map { pixel in
      cells(pixel, of: height, over: rows, count: rowCount) { $0 + 0.5 }
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height)
    // Neighbouring rows often show the same.
    var (line, shown) = ([UInt8](), 0..<0)
    for rows in up.reversed() {
      if line.isEmpty || rows != shown {
        line = across.map { columns in darkest(columns: columns, rows: rows) }
        shown = rows
      }
      pixels += line
    }
    return Raster(width: width, pixels: pixels, palette: palette)
  }

  /// The colour of each shade.
  private var palette: [Color] {
    let shown = shown
    return (0...UInt8.max).map { shade in
      let share =
        (quantity.value(ofShade: shade) - shown.lowerBound) / (shown.upperBound - shown.lowerBound)
      return Theme.heat(min(max(0, share), 1))
    }
  }

  private func darkest(columns: Range<Int>, rows: Range<Int>) -> UInt8 {
    var shade: UInt8 = 0
    for column in columns {
      for row in rows { shade = max(shade, self.shade(column: column, row: row)) }
    }
    return shade
  }

  /// The cells that a pixel shows: all that it touches, or of those larger than a pixel the one in
  /// its middle.
  private func cells(
    _ pixel: Int, of pixelCount: Int, over range: Range<Double>, count: Int,
    place: (Double) -> Double
  ) -> Range<Int> {
    let step = (range.upperBound - range.lowerBound) / Double(pixelCount)
    let start = place(range.lowerBound + Double(pixel) * step)
    let end = place(range.lowerBound + Double(pixel + 1) * step)
    let middle = ((start + end) / 2).rounded(.down)
    guard middle >= 0, middle < Double(count) else { return 0..<0 }
    guard end - start > 1 else { return Int(middle)..<Int(middle) + 1 }
    return max(0, Int(start.rounded(.down)))..<min(count, Int(end.rounded(.up)))
  }
}
