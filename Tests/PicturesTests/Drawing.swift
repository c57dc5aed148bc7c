import Foundation
import FoundationXML
import Pictures

/// What an XML parser finds in an SVG file.
struct Drawing {
  /// An element without children, its attributes and its text.
  struct Element {
    let name: String
    let attributes: [String: String]
    let text: String

    func number(_ attribute: String) -> Double {
      attributes[attribute].flatMap(Double.init) ?? .nan
    }
  }

  let elements: [Element]

  init(_ svg: [UInt8]) throws {
    let document = try XMLDocument(data: Data(svg))
    elements = (document.rootElement()?.children ?? []).compactMap { $0 as? XMLElement }.map {
      let attributes = ($0.attributes ?? []).map { ($0.name ?? "", $0.stringValue ?? "") }
      return Element(
        name: $0.name ?? "", attributes: Dictionary(attributes) { $1 }, text: $0.stringValue ?? "")
    }
  }

  init(_ figure: Figure) throws { try self.init(SVGWriter().encode(figure.draw())) }

  func rectangles(filled color: String) -> [Element] {
    elements.filter { $0.name == "rect" && $0.attributes["fill"] == color }
  }

  /// The texts, from left to right.
  var texts: [Element] {
    elements.filter { $0.name == "text" }.sorted { $0.number("x") < $1.number("x") }
  }

  /// Where the second axis is labelled so, in pixels from the left.
  func place(ofSecond label: String) throws -> Double {
    let below = texts.filter { $0.text == label }.max { $0.number("y") < $1.number("y") }
    return below?.number("x") ?? .nan
  }

  /// Where a key's row has its middle, in pixels from above: a label's base is 4 pixels below.
  func place(ofKey label: String) -> Double {
    (texts.first { $0.text == label }?.number("y") ?? .nan) - 4
  }
}
