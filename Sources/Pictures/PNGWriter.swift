/// Writes a picture as PNG.
public struct PNGWriter: Sendable {
  private let cairo: Cairo

  /// Looks for the library that draws.
  ///
  /// - Throws: `noCairo`.
  public init() throws(PictureError) { cairo = try Cairo() }

  /// The bytes of a file.
  ///
  /// Takes 4 bytes a pixel meanwhile.
  /// - Throws: `cannotDraw`, as where there is no memory for so large a picture.
  public func encode(_ picture: Picture) throws(PictureError) -> [UInt8] {
    var canvas = try Canvas(width: picture.width, height: picture.height, cairo: cairo)
    for element in picture.elements { try canvas.draw(element) }
    return try canvas.png()
  }
}

/// An image in memory that is drawn on.
///
/// The only type that calls cairo.
private struct Canvas: ~Copyable {
  private static let (formatARGB32, formatRGB24) = (Int32(0), Int32(1))
  private static let roundJoin = Int32(1)

  private let cairo: Cairo
  private let surface: Cairo.Handle?
  private let context: Cairo.Handle?

  init(width: Int, height: Int, cairo: Cairo) throws(PictureError) {
    self.cairo = cairo
    // In trouble, cairo gives objects that know what it is and do nothing.
    surface = cairo.createImage(Self.formatRGB24, Int32(width), Int32(height))
    context = cairo.create(surface)
    try check(cairo.status(context))
    cairo.setLineJoin(context, Self.roundJoin)
    cairo.selectFont(context, "sans-serif", 0, 0)
    cairo.setSource(context, 1, 1, 1, 1)
    cairo.paint(context)
  }

  deinit {
    cairo.destroy(context)
    cairo.destroySurface(surface)
  }

  mutating func draw(_ element: Picture.Element) throws(PictureError) {
    switch element {
    case .rectangle(let box, let color):
      set(color)
      cairo.rectangle(context, box.x, box.y, box.width, box.height)
      cairo.fill(context)
    case .line(let points, let width, let color):
      set(color)
      cairo.setLineWidth(context, width)
      for (index, point) in points.enumerated() {
        (index == 0 ? cairo.moveTo : cairo.lineTo)(context, point.x, point.y)
      }
      cairo.stroke(context)
    case .text(let text, let point, let size, let anchor):
      draw(text, at: point, size: size, anchor)
    case .raster(let raster, let point): try draw(raster, at: point)
    }
  }

  private func set(_ color: Color) {
    cairo.setSource(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
      Double(color.opacity) / 255)
  }

  private func draw(_ text: String, at point: Point, size: Double, _ anchor: Picture.Anchor) {
    set(Theme.text)
    cairo.setFontSize(context, size)
    var extents = [Double](repeating: 0, count: Cairo.extentCount)
    cairo.textExtents(context, text, &extents)
    let advance = extents[Cairo.advanceIndex]
    let shift =
      switch anchor {
      case .start: 0.0
      case .middle: advance / 2
      case .end: advance
      }
    cairo.moveTo(context, point.x - shift, point.y)
    cairo.showText(context, text)
  }

  private func draw(_ raster: Raster, at point: Point) throws(PictureError) {
    let palette = raster.palette.map(\.premultiplied)
    var pixels = raster.pixels.map { palette[Int($0)] }
    let status = pixels.withUnsafeMutableBytes { bytes in
      let image = cairo.createImageForData(
        bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), Self.formatARGB32,
        Int32(raster.width), Int32(raster.height), Int32(4 * raster.width))
      cairo.setSourceSurface(context, image, point.x, point.y)
      cairo.paint(context)
      // The image must not outlive its pixels, nor be the source of what comes.
      cairo.setSource(context, 0, 0, 0, 1)
      defer { cairo.destroySurface(image) }
      return cairo.surfaceStatus(image)
    }
    try check(status)
  }

  consuming func png() throws(PictureError) -> [UInt8] {
    try check(cairo.status(context))
    var bytes: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &bytes) { bytes in
      cairo.writePNG(
        surface,
        { bytes, data, count in
          let piece = UnsafeBufferPointer(start: data, count: Int(count))
          bytes?.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: piece)
          return 0
        }, bytes)
    }
    try check(status)
    return bytes
  }

  private func check(_ status: Int32) throws(PictureError) {
    guard status != 0 else { return }
    throw .cannotDraw(reason: cairo.statusText(status).map { String(cString: $0) } ?? "\(status)")
  }
}

extension Color {
  /// As cairo wants it: 0xAARRGGBB, each part multiplied by the opacity.
  fileprivate var premultiplied: UInt32 {
    func part(_ value: UInt8) -> UInt32 { (UInt32(value) * UInt32(opacity) + 127) / 255 }
    return UInt32(opacity) << 24 | part(red) << 16 | part(green) << 8 | part(blue)
  }
}
