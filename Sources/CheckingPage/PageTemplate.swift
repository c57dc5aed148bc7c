/// The page before and after its data, from the files in `Page/`.
enum PageTemplate {
  /// Everything up to the data.
  ///
  /// - Parameter title: any text at all.
  static func head(title: String) -> [UInt8] {
    let style = String(decoding: PackageResources.page_css, as: UTF8.self)
    // The title comes last, whatever it says.
    let head = parts.head.replacing("{{style}}", by: style)
    return Array(head.replacing("{{title}}", by: escaped(title)).utf8)
  }

  /// Everything after the data.
  static var tail: [UInt8] {
    let scripts = [
      PackageResources.data_js, PackageResources.view_js, PackageResources.drawing_js,
      PackageResources.roll_js, PackageResources.sound_js, PackageResources.page_js,
      PackageResources.pointer_js, PackageResources.keys_js,
    ]
    let script = scripts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    return Array(parts.tail.replacing("{{script}}", by: script).utf8)
  }

  private static var parts: (head: String, tail: String) {
    let page = String(decoding: PackageResources.page_html, as: UTF8.self)
    let parts = page.split(around: "{{data}}")
    return (parts.before, parts.after)
  }

  /// Text that means nothing but itself in HTML.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  /// What stands before and after the first place of a mark.
  ///
  /// - Precondition: the mark is there.
  fileprivate func split(around mark: String) -> (before: String, after: String) {
    let (text, mark) = (Array(utf8), Array(mark.utf8))
    let place = text.indices.first { text[$0...].starts(with: mark) }
    guard let place else { preconditionFailure("no \(mark) in the page") }
    return (
      String(decoding: text[..<place], as: UTF8.self),
      String(decoding: text[(place + mark.count)...], as: UTF8.self)
    )
  }

  fileprivate func replacing(_ mark: String, by text: String) -> String {
    let parts = split(around: mark)
    return parts.before + text + parts.after
  }
}
