import TranscriptionTypes

/// Where things are in a figure.
struct Layout {
  /// What goes up.
  enum VerticalAxis: Equatable {
    /// Keys of a piano by their MIDI numbers, each with half a semitone to either side.
    case keys(ClosedRange<Int>)
    /// From 0 to a frequency in hertz.
    case frequency(to: Double)
    /// Rows with names, the first below.
    case names([String])
  }

  static let keyboardWidth = 26.0
  private static let (top, bottom) = (52.0, 38.0)
  /// Beside keys and frequencies, and beside nothing.
  private static let (keyMargin, frequencyMargin, margin) = (64.0, 46.0, 20.0)

  let width: Int
  let height: Int
  let axis: VerticalAxis
  /// In seconds.
  let duration: Double
  /// The part of the picture that has the notes.
  let plot: Rectangle

  /// - Precondition: `duration > 0`.
  init(of figure: Figure, duration: Double) {
    self.duration = duration
    axis = VerticalAxis(of: figure)
    // Wide enough to tell fast notes apart, as long as the picture can be handled at all.
    let width = figure.width ?? Int(min(max(1000, 50 * duration), 12_000))
    let height = figure.height ?? axis.suitableHeight
    let left = if case .frequency = axis { Self.margin } else { Self.keyMargin }
    let right = figure.heatmap?.quantity == .level ? Self.frequencyMargin : Self.margin
    plot = Rectangle(
      x: left, y: Self.top, width: Double(width) - left - right,
      height: Double(height) - Self.top - Self.bottom)
    self.width = width
    self.height = height
  }

  func x(_ time: Double) -> Double { plot.x + plot.width * time / duration }

  /// - Parameter value: a pitch as a MIDI number, or a frequency in hertz.
  func y(_ value: Double) -> Double {
    let range = range
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return plot.bottom - plot.height * share
  }

  /// From the lower edge to the upper one, as a MIDI number or in hertz.
  var range: Range<Double> {
    switch axis {
    case .keys(let keys): Double(keys.lowerBound) - 0.5..<Double(keys.upperBound) + 0.5
    case .frequency(let top): 0..<top
    case .names(let names): -0.5..<Double(names.count) - 0.5
    }
  }
}

extension Layout.VerticalAxis {
  private static let fewestKeys = 24
  /// Keys beyond the lowest and the highest note.
  private static let keysAround = 3

  /// With notes, the keys that they need; else what the heatmap has; else a piano.
  fileprivate init(of figure: Figure) {
    if case .frequency(let step)? = figure.heatmap?.axis {
      self = .frequency(to: step * Double((figure.heatmap?.rowCount ?? 2) - 1))
    } else if case .names(let names)? = figure.heatmap?.axis {
      self = .names(names)
    } else if let low = figure.notes.map(\.pitch).min(), let high = figure.notes.map(\.pitch).max()
    {
      let missing = max(0, Self.fewestKeys - (high - low + 1) - 2 * Self.keysAround)
      let lowest = max(0, low - Self.keysAround - missing / 2)
      self = .keys(lowest...min(127, max(high + Self.keysAround, lowest + Self.fewestKeys - 1)))
    } else if case .pitch(let lowest, let density)? = figure.heatmap?.axis {
      let rowCount = Double(figure.heatmap?.rowCount ?? 1)
      self = .keys(Int(lowest.rounded())...Int((lowest + (rowCount - 1) / density).rounded()))
    } else {
      let lowest = ModelConstants.lowestPitch
      self = .keys(lowest...lowest + ModelConstants.pitchCount - 1)
    }
  }

  /// Of the picture, in pixels.
  fileprivate var suitableHeight: Int {
    switch self {
    case .keys(let keys): min(max(450, 90 + 12 * keys.count), 1000)
    case .frequency: 700
    case .names(let names): 90 + 30 * names.count
    }
  }
}
