/// What is to be drawn: what comes later lies above.
///
/// Coordinates are pixels from the upper left corner, to the right and down.
public struct Picture: Equatable, Sendable {
  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int
  /// What there is to see, on white.
  public internal(set) var elements: [Element] = []

  /// A shape, a text or an image.
  public enum Element: Equatable, Sendable {
    case rectangle(Rectangle, Color)
    /// Straight lines from point to point.
    case line([Point], width: Double, Color)
    /// A line of text; the point lies at its base.
    case text(String, Point, size: Double, Anchor)
    /// An image, a pixel of it a pixel of the picture, with its upper left corner there.
    case raster(Raster, Point)
  }

  /// The place of a text that lies at its point.
  public enum Anchor: Equatable, Sendable { case start, middle, end }

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  mutating func fill(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: Color) {
    elements.append(.rectangle(Rectangle(x: x, y: y, width: width, height: height), color))
  }

  mutating func stroke(_ points: [Point], width: Double = 1, _ color: Color) {
    elements.append(.line(points, width: width, color))
  }

  mutating func write(
    _ text: String, at x: Double, _ y: Double, size: Double = Theme.textSize,
    _ anchor: Anchor = .start
  ) {
    elements.append(.text(text, Point(x: x, y: y), size: size, anchor))
  }
}

/// A place in a picture.
public struct Point: Equatable, Sendable {
  let x: Double
  let y: Double
}

/// Part of a picture, with sides parallel to its own.
public struct Rectangle: Equatable, Sendable {
  let x: Double
  let y: Double
  let width: Double
  let height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }
}

/// A colour of the sRGB space, 0…255 each, and how much of it covers what lies below.
public struct Color: Equatable, Sendable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8
  /// 0…255.
  var opacity: UInt8 = .max

  /// From 0xRRGGBB.
  init(_ code: UInt32, opacity: UInt8 = .max) {
    red = UInt8(truncatingIfNeeded: code >> 16)
    green = UInt8(truncatingIfNeeded: code >> 8)
    blue = UInt8(truncatingIfNeeded: code)
    self.opacity = opacity
  }

  static let white = Color(0xFFFFFF)

  /// How it looks on white.
  var onWhite: Color {
    var color = Color.white.mixed(with: self, share: Double(opacity) / 255)
    color.opacity = .max
    return color
  }

  /// From this colour (0) to another (1).
  func mixed(with other: Color, share: Double) -> Color {
    func mix(_ path: KeyPath<Color, UInt8>) -> UInt32 {
      let (from, to) = (Double(self[keyPath: path]), Double(other[keyPath: path]))
      return UInt32((from + share * (to - from)).rounded())
    }
    return Color(mix(\.red) << 16 | mix(\.green) << 8 | mix(\.blue), opacity: UInt8(mix(\.opacity)))
  }
}
