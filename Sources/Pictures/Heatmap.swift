import TranscriptionTypes

/// An image of values over time, taken in frame by frame, of any number of frames.
///
/// When there are more frames than a picture has room for, neighbours share a column, which keeps the
/// largest value: a note that is shorter than a pixel is still seen. So memory has a bound, 8 MB for
/// the pitches of a posteriorgram, and 25 MB for a spectrogram of 1 025 bins.
public struct Heatmap: Sendable {
  /// What the rows are.
  public enum Axis: Equatable, Sendable {
    /// Evenly spaced pitches: that of the first row as a MIDI number, and rows in a semitone.
    case pitch(lowest: Double, rowsPerSemitone: Double)
    /// Evenly spaced frequencies from 0 on; hertz from row to row.
    case frequency(step: Double)
    /// Things that have names.
    case names([String])
  }

  /// What the values are.
  public enum Quantity: Equatable, Sendable {
    /// From 0 to 1.
    case probability
    /// Decibels below a sine of full scale, of which the 80 below the loudest are shown.
    case level
    /// The same of something as a whole, of which 40 are shown.
    case loudness
  }

  /// Columns at most; twice the width of the widest picture when it has just been halved.
  static let columnLimit = 24_576

  /// What the rows are, from the lowest on.
  public let axis: Axis
  let rowCount: Int
  let quantity: Quantity

  /// Shades of shape (columns, rows).
  private var columns: [UInt8] = []
  private(set) var framesPerColumn = 1
  /// The column that is not complete, and how many frames it has.
  private var last: [UInt8]
  private var lastCount = 0
  private var greatest: UInt8 = 0
  private(set) var frameCount = 0
  private(set) var firstTime = 0.0
  /// Of the last frame.
  private(set) var lastTime = 0.0

  /// Starts without frames.
  ///
  /// - Precondition: `rowCount > 0`.
  public init(axis: Axis, rowCount: Int, of quantity: Quantity) {
    precondition(rowCount > 0, "a heatmap needs a row")
    self.axis = axis
    self.rowCount = rowCount
    self.quantity = quantity
    last = [UInt8](repeating: 0, count: rowCount)
  }

  /// Takes in the next frame.
  ///
  /// - Parameter time: when it happens, in seconds; later than all before.
  /// - Precondition: a value for each row.
  public mutating func append(frame: ArraySlice<Float>, at time: Double) {
    precondition(frame.count == rowCount, "\(rowCount) values expected")
    let range = quantity.range
    let scale = Float(255 / (range.upperBound - range.lowerBound))
    let least = Float(range.lowerBound)
    for (row, value) in frame.enumerated() {
      // In this order, what is not a number is least.
      let shade = UInt8(max(0, min((value - least) * scale, 255)).rounded())
      last[row] = max(last[row], shade)
      greatest = max(greatest, shade)
    }
    if frameCount == 0 { firstTime = time }
    lastTime = time
    frameCount += 1
    lastCount += 1
    if lastCount == framesPerColumn { completeColumn() }
  }

  private mutating func completeColumn() {
    columns += last
    lastCount = 0
    for row in 0..<rowCount { last[row] = 0 }
    if columns.count == Self.columnLimit * rowCount { halve() }
  }

  /// Lets neighbouring columns share one.
  private mutating func halve() {
    for column in 0..<Self.columnLimit / 2 {
      for row in 0..<rowCount {
        let index = 2 * column * rowCount + row
        columns[column * rowCount + row] = max(columns[index], columns[index + rowCount])
      }
    }
    columns.removeLast(columns.count / 2)
    framesPerColumn *= 2
  }

  /// Seconds from frame to frame, on average.
  var secondsPerFrame: Double {
    frameCount > 1
      ? (lastTime - firstTime) / Double(frameCount - 1)
      : Double(ModelConstants.hopLength) / ModelConstants.sampleRate
  }

  /// The values of the lightest and of the darkest shade.
  var shown: ClosedRange<Double> {
    let range = quantity.range
    guard let span = quantity.span else { return range }
    let top = max(quantity.value(ofShade: greatest), range.lowerBound + span)
    return top - span...top
  }

  /// Where the last frame ends, in seconds; 0 without frames.
  var end: Double { frameCount > 0 ? lastTime + secondsPerFrame / 2 : 0 }

  var columnCount: Int { columns.count / rowCount + (lastCount > 0 ? 1 : 0) }

  func shade(column: Int, row: Int) -> UInt8 {
    let index = column * rowCount + row
    return index < columns.count ? columns[index] : last[row]
  }
}

extension Heatmap.Quantity {
  /// Decibels from the lightest shade to the darkest; nil where all values are shown.
  fileprivate var span: Double? {
    switch self {
    case .probability: nil
    case .level: 80
    case .loudness: 40
    }
  }

  /// What is told apart; values beyond are taken for the ends.
  fileprivate var range: ClosedRange<Double> {
    switch self {
    case .probability: 0...1
    case .level, .loudness: -120...7.5
    }
  }

  func value(ofShade shade: UInt8) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(shade) / 255
  }

  /// For the legend.
  var name: String {
    switch self {
    case .probability: "probability"
    case .level, .loudness: "dB"
    }
  }
}
