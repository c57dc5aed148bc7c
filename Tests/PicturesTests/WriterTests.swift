import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@testable import Pictures

private let cairoIsInstalled = (try? Cairo()) != nil

@Suite struct WriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: folder.file(name)))
    return folder.file(name)
  }

  /// Half a key of 12 pixels is 6; a note takes the middle half of its key.
  private func figure() throws -> Figure {
    var figure = Figure(title: "song")
    figure.notes = [PlayedNote(onset: 2, offset: 10, pitch: 60, velocity: 127)]
    var heatmap = Heatmap(
      axis: .pitch(lowest: 60, rowsPerSemitone: 1), rowCount: 5, of: .probability)
    for frame in 0..<11 { heatmap.append(frame: [0, 0, 0, 0, 1], at: Double(frame)) }
    figure.heatmap = heatmap
    return figure
  }

  @Test(.enabled(if: Pixels.areReadable, "ffmpeg is not installed"))
  func rastersAreReadBackByOthers() throws {
    var generator = SplitMix64(seed: 7)
    let palette = (0..<256).map { Color(UInt32($0) << 16 | UInt32(255 - $0), opacity: UInt8($0)) }
    let shades = (0..<37 * 23).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let raster = Raster(width: 37, pixels: shades, palette: palette)
    let pixels = try Pixels(ofFile: write(PNGEncoder().encode(raster), to: "a.png"))
    #expect(pixels.width == 37 && pixels.height == 23)
    for (index, shade) in shades.enumerated() {
      #expect(pixels[index % 37, index / 37] == [shade, 0, 255 - shade, shade])
    }
  }

  @Test(
    .enabled(if: Pixels.areReadable && cairoIsInstalled, "ffmpeg or libcairo2 is not installed"))
  func bothFormsHaveTheSameColoursAtTheSamePlaces() throws {
    let picture = try figure().draw()
    let drawing = try Drawing(SVGWriter().encode(picture))
    let (second, key) = (try drawing.place(ofSecond: "6"), drawing.place(ofKey: "C4"))
    let high = drawing.place(ofKey: "E4")
    let places = [
      (Int(second), Int(key), [0xC2, 0x3B, 0x00, 255] as [UInt8]),
      (2, 2, [255, 255, 255, 255]),
      // 08306B at 235 of 255, over white.
      (Int(second), Int(high), [28, 64, 119, 255]),
    ]
    let png = try Pixels(ofFile: write(PNGWriter().encode(picture), to: "a.png"))
    let svg = try Pixels(ofFile: write(SVGWriter().encode(picture), to: "a.svg"))
    for pixels in [png, svg] {
      #expect(pixels.width == 1000 && pixels.height == 450)
      for (x, y, color) in places {
        // Renderers round products of colours and opacities by one either way.
        let differences = zip(pixels[x, y], color).map { abs(Int($0) - Int($1)) }
        #expect(differences.max() ?? 255 <= 1, "\(pixels[x, y]) at \(x), \(y)")
      }
    }
  }

  @Test(.enabled(if: cairoIsInstalled, "libcairo2 is not installed"))
  func whatIsTooLargeForTheLibraryIsAnError() throws {
    var figure = try figure()
    figure.width = 1 << 20
    figure.heatmap = nil
    #expect(throws: PictureError.self) { try PNGWriter().encode(figure.draw()) }
  }

  @Test func aMissingLibraryIsNamed() {
    #expect {
      try Cairo(names: ["libnowhere.so.9"])
    } throws: {
      "\($0)" == "a .png picture needs the library cairo (it is not installed): install Debian's"
        + " package libcairo2, or ask for .svg, which needs nothing"
    }
    // Some other library.
    #expect(throws: PictureError.noCairo(reason: "it has no cairo_image_surface_create")) {
      try Cairo(names: ["libc.so.6", "libSystem.dylib"])
    }
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
  ])
  func base64IsThatOfTheStandard(text: String, code: String) {
    #expect(base64(Array(text.utf8)) == code)
  }
}
