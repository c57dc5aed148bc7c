import Foundation
import TestSupport

/// A picture as ffmpeg decodes it, from PNG or, through librsvg, from SVG.
struct Pixels {
  static let ffmpeg = Executable.installed("ffmpeg")
  static let areReadable = ffmpeg != nil

  let width: Int
  let height: Int
  /// Red, green, blue and opacity of each pixel, row by row.
  private let bytes: [UInt8]

  init(ofFile path: String) throws {
    let folder = try TemporaryFolder()
    let raw = folder.file("raw.pam")
    let outcome = try Executable.run(
      ["-v", "error", "-i", path, "-f", "image2", "-c:v", "pam", "-pix_fmt", "rgba", raw],
      of: Self.ffmpeg)
    guard outcome.code == 0 else { throw CocoaError(.fileReadCorruptFile) }
    let data = [UInt8](try Data(contentsOf: URL(filePath: raw)))
    let end = Array("ENDHDR\n".utf8)
    let start = data.indices.first { data[$0...].starts(with: end) } ?? 0
    let header = String(decoding: data[..<start], as: UTF8.self).split { " \n".contains($0) }
    func number(after word: Substring) -> Int {
      header.firstIndex(of: word).flatMap { Int(header[$0 + 1]) } ?? 0
    }
    width = number(after: "WIDTH")
    height = number(after: "HEIGHT")
    bytes = Array(data[(start + end.count)...])
  }

  subscript(x: Int, y: Int) -> [UInt8] {
    Array(bytes[4 * (y * width + x)..<4 * (y * width + x) + 4])
  }
}
