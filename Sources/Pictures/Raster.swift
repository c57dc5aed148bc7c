/// An image of up to 256 colours.
public struct Raster: Equatable, Sendable {
  /// In pixels.
  let width: Int
  /// Indices into the palette, row by row from the top.
  let pixels: [UInt8]
  /// 256 colours.
  let palette: [Color]

  var height: Int { pixels.count / max(1, width) }

  /// - Precondition: whole rows, and 256 colours.
  init(width: Int, pixels: [UInt8], palette: [Color]) {
    precondition(width > 0 && pixels.count % width == 0 && palette.count == 256)
    self.width = width
    self.pixels = pixels
    self.palette = palette
  }
}
