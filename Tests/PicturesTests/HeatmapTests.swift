import Testing

@testable import Pictures

@Suite struct HeatmapTests {
  private func heatmap(_ frames: [[Float]], of quantity: Heatmap.Quantity = .probability) -> Heatmap
  {
    var heatmap = Heatmap(
      axis: .pitch(lowest: 60, rowsPerSemitone: 1), rowCount: frames[0].count, of: quantity)
    for (index, frame) in frames.enumerated() {
      heatmap.append(frame: frame[...], at: Double(index))
    }
    return heatmap
  }

  /// Shades, from the upper row on.
  private func shades(_ heatmap: Heatmap, _ times: Range<Double>, width: Int) -> [[UInt8]] {
    let height = heatmap.rowCount
    let raster = heatmap.raster(
      width: width, height: height, times: times, rows: -0.5..<Double(height) - 0.5)
    return (0..<height).map { Array(raster.pixels[$0 * width..<($0 + 1) * width]) }
  }

  @Test func theLowestRowIsBelowAndTimeGoesRight() {
    let map = heatmap([[0, 1], [0.2, 0], [1, 0]])
    #expect(shades(map, -0.5..<2.5, width: 3) == [[255, 0, 0], [0, 51, 255]])
  }

  @Test func aPixelShowsTheLargestOfItsFrames() {
    let map = heatmap([[0], [1], [0], [0], [0.4], [0.2], [0], [0]])
    #expect(shades(map, -0.5..<7.5, width: 4) == [[255, 0, 102, 0]])
  }

  @Test func aFrameFillsAllPixelsInIt() {
    #expect(shades(heatmap([[0], [1]]), -0.5..<1.5, width: 6) == [[0, 0, 0, 255, 255, 255]])
  }

  @Test func outsideIsClear() {
    let map = heatmap([[1], [1]])
    #expect(shades(map, -2.5..<3.5, width: 6) == [[0, 0, 255, 255, 0, 0]])
    #expect(map.raster(width: 2, height: 2, times: 0..<1, rows: 5..<7).pixels == [0, 0, 0, 0])
  }

  @Test func whatIsNoNumberOrOutOfRangeHasAShade() {
    let map = heatmap([[.nan, -.infinity, .infinity, 1.5, -1]])
    #expect(shades(map, -0.001..<0.001, width: 1) == [[0], [255], [255], [0], [0]])
  }

  /// Many more frames than columns: a single loud one of them is never lost.
  @Test func aFlashIsSeenInAnyLength() {
    let count = 5 * Heatmap.columnLimit + 3
    var map = Heatmap(
      axis: .pitch(lowest: 60, rowsPerSemitone: 1), rowCount: 1, of: .probability)
    for frame in 0..<count {
      map.append(frame: [frame == 70_000 || frame == count - 1 ? 1 : 0], at: Double(frame))
    }
    let row = shades(map, -0.5..<Double(count) - 0.5, width: 1000)[0]
    // Frame 70 000 of 122 883 is in pixel 569.6 of 1000.
    #expect(row.indices.filter { row[$0] > 0 } == [569, 999])
  }

  @Test func levelsAreShownBelowTheLoudest() {
    // A step is half a decibel.
    #expect(heatmap([[-20, -60]], of: .level).shown == -100...(-20))
    #expect(heatmap([[-200, -200]], of: .level).shown == -120...(-40))
    let raster = heatmap([[-20, -60, -100]], of: .level)
      .raster(width: 1, height: 3, times: -0.001..<0.001, rows: -0.5..<2.5)
    let opacities = raster.pixels.map { raster.palette[Int($0)].opacity }
    #expect(opacities == [0, 118, 235])
  }
}
