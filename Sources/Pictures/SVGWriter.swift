/// Writes a picture as SVG: for browsers, and for programs that draw.
///
/// Source: W3C, Scalable Vector Graphics (SVG) 1.1.
public struct SVGWriter: Sendable {
  /// Creates a writer.
  public init() {}

  /// The bytes of a file.
  public func encode(_ picture: Picture) -> [UInt8] {
    let (width, height) = (picture.width, picture.height)
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
      width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      font-family="sans-serif" fill="none">
      <rect width="\(width)" height="\(height)" fill="#ffffff"/>\n
      """
    for element in picture.elements { text += markup(of: element) + "\n" }
    return Array((text + "</svg>\n").utf8)
  }

  private func markup(of element: Picture.Element) -> String {
    switch element {
    case .rectangle(let box, let color):
      return "<rect x=\"\(short(box.x))\" y=\"\(short(box.y))\" width=\"\(short(box.width))\""
        + " height=\"\(short(box.height))\" fill=\"\(code(color))\"/>"
    case .line(let points, let width, let color):
      let places = points.map { "\(short($0.x)),\(short($0.y))" }.joined(separator: " ")
      return "<polyline points=\"\(places)\" stroke=\"\(code(color))\""
        + " stroke-width=\"\(short(width))\" stroke-linejoin=\"round\"/>"
    case .text(let text, let point, let size, let anchor):
      return "<text x=\"\(short(point.x))\" y=\"\(short(point.y))\" font-size=\"\(short(size))\""
        + " text-anchor=\"\(anchor)\" fill=\"\(code(Theme.text))\">\(escaped(text))</text>"
    case .raster(let raster, let point):
      return "<image x=\"\(short(point.x))\" y=\"\(short(point.y))\" width=\"\(raster.width)\""
        + " height=\"\(raster.height)\" image-rendering=\"optimizeSpeed\""
        + " xlink:href=\"data:image/png;base64,\(base64(PNGEncoder().encode(raster)))\"/>"
    }
  }

  /// To a hundredth of a pixel.
  private func short(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return "\(sign)\(whole)."
      + (rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)")
  }

  /// "#rrggbb". Only rasters have colours through which something shows.
  private func code(_ color: Color) -> String {
    let number = UInt32(color.red) << 16 | UInt32(color.green) << 8 | UInt32(color.blue)
    return "#" + String(0x100_0000 | number, radix: 16).dropFirst()
  }

  /// Names of files may hold anything, XML may not.
  private func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case ..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}

/// Bytes as text, six bits a letter.
///
/// Source: RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0...3 {
      text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : 61)
    }
  }
  return String(decoding: text, as: UTF8.self)
}
