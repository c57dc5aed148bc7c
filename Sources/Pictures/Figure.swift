public import TranscriptionTypes

/// Notes over time, or what a model or a transform found, or both.
///
/// All notes are kept, because only the last says how wide the picture is.
public struct Figure: Sendable {
  /// The longest music that is drawn, in seconds.
  private static let longestDuration = 24 * 3600.0

  /// What stands above it.
  public var title: String
  /// In any order; drawn where the vertical axis is one of pitch.
  public var notes: [PlayedNote] = []
  /// What lies behind the notes.
  public var heatmap: Heatmap?
  /// Bars as they are written; nil for none.
  public var bars: BarMap?
  /// Beats that were found, which then count instead.
  public var grid: BeatGrid?
  /// In pixels, margins included; nil for what suits the music.
  public var width: Int?
  /// In pixels, margins included; nil for what suits the range of pitches.
  public var height: Int?

  /// A figure without anything in it.
  public init(title: String) { self.title = title }

  /// Lays the figure out.
  ///
  /// - Throws: `tooLong`.
  public func draw() throws(PictureError) -> Picture {
    let end = max(notes.map(\.offset).max() ?? 0, heatmap?.end ?? 0)
    guard end <= Self.longestDuration else {
      throw .tooLong(seconds: end, limit: Self.longestDuration)
    }
    // Of no music there is an empty second.
    let layout = Layout(of: self, duration: end > 0 ? end : 1)
    var picture = Picture(width: layout.width, height: layout.height)
    if case .keys(let keys) = layout.axis { layout.drawRows(of: keys, into: &picture) }
    if let heatmap { layout.draw(heatmap, into: &picture) }
    if let grid {
      layout.draw(grid, into: &picture)
    } else if let bars {
      layout.draw(bars, into: &picture)
    }
    if case .keys = layout.axis { layout.draw(notes, into: &picture) }
    layout.drawEdges(into: &picture)
    layout.drawTimeAxis(into: &picture)
    layout.drawVerticalAxis(hasFrequencies: heatmap?.quantity == .level, into: &picture)
    layout.drawHeading(of: self, into: &picture)
    return picture
  }
}
