import AudioIO
import Foundation
import TestSupport
import Testing

/// The page that the program writes, in a real browser.
@Suite(
  .serialized, .enabled(if: Browser.installed != nil, "chromium is not installed"),
  .timeLimit(.minutes(5)))
struct CheckingPageExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A note as the program writes it to JSON, beside the page.
  private struct Note: Decodable {
    let start: Double, end: Double, pitch: Int
  }

  private struct Document: Decodable { let notes: [Note] }

  /// The example's page, and the notes that belong on it.
  private func guitar() throws -> (browser: Browser, notes: [Note]) {
    let recording = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Examples/guitar.flac").path(percentEncoded: false)
    let (json, page) = (folder.file("g.json"), folder.file("g.html"))
    let outcome = try Executable.run(["transcribe", recording, "-o", json, "--page", page])
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let bytes = try Data(contentsOf: URL(filePath: json))
    let notes = try JSONDecoder().decode(Document.self, from: bytes).notes
    return (try Browser(opening: page), notes)
  }

  /// What would fail the tests below does fail them.
  @Test func theBrowserSeesWhatIsWrong() throws {
    let path = folder.file("bad.html")
    let text =
      "<script>console.warn(1)</script><script>no()</script><img src=\"http://127.0.0.1:9/\">"
    try Data(text.utf8).write(to: URL(filePath: path))
    let browser = try Browser(opening: path)
    #expect(browser.complaints.count >= 2)
    #expect(browser.requests.contains("http://127.0.0.1:9/"))
  }

  @Test func nothingIsWrongAndNobodyIsAsked() throws {
    let (browser, notes) = try guitar()
    try browser.wait(until: "canvases.roll.width > 0")
    for key in [
      "+", "ArrowRight", "ArrowUp", ".", "l", " ", "1", "2", "3", " ", "Escape", "-", "0", "?",
    ] { try browser.press(key) }
    #expect(try browser.evaluate("element('help').open") as? Bool == true)
    try browser.evaluate("element('note-list').open = true")
    try browser.wait(until: "element('rows').childElementCount === \(notes.count)")
    #expect(browser.complaints == [])
    #expect(browser.requests.count >= 1)
    #expect(
      browser.requests.allSatisfy { address in
        ["file:", "data:", "blob:"].contains { address.hasPrefix($0) }
      })
  }

  @Test(arguments: ["contour", "none"])
  func allNotesAreDrawnAndNoOthers(layer: String) throws {
    let (browser, notes) = try guitar()
    #expect(notes.count == Fixture.guitarNoteCount)
    try browser.evaluate("element('layer').value = '\(layer)'; state.layer = '\(layer)'; changed()")
    try browser.wait(until: "!state.mustDraw")
    // The whole recording, to the right of the keys, which are 52 pixels wide.
    #expect(try browser.number("view.start") == 0 && browser.number("view.end") == 12)
    let width = try browser.number("canvases.roll.clientWidth")
    let pixelsPerSecond = (width - 52) / 12
    for pitch in Set(notes.map(\.pitch)).union(48...60) {
      let row = try #require(try browser.evaluate(Self.row(ofKey: pitch)) as? String)
      #expect(row.utf8.count == Int(width))
      let bars = notes.filter { $0.pitch == pitch }.map {
        52 + $0.start * pixelsPerSecond...52 + $0.end * pixelsPerSecond
      }
      for (x, pixel) in row.utf8.enumerated() where x >= 52 {
        let centre = Double(x) + 0.5
        // A pixel at the border of a bar has a bit of both colours, and no bar is narrower than 2.
        let isInside = bars.contains { $0.lowerBound + 1 <= centre && centre <= $0.upperBound - 1 }
        let isOutside = bars.allSatisfy { centre < $0.lowerBound - 1 || centre > $0.upperBound + 3 }
        if isInside { #expect(pixel == UInt8(ascii: "1"), "key \(pitch) at \(x)") }
        if isOutside { #expect(pixel == UInt8(ascii: "0"), "key \(pitch) at \(x)") }
      }
    }
  }

  /// For each pixel in the middle of a key's row, whether it has the notes' colours: red with little
  /// blue, as nothing else has. A key's place follows from the lowest and highest that are shown.
  private static func row(ofKey pitch: Int) -> String {
    """
    (() => {
      const { clientWidth: width, clientHeight: height } = canvases.roll
      const y = 20 + (view.high - \(pitch)) / (view.high - view.low) * (height - 20)
      const { data } = canvases.roll.getContext('2d').getImageData(0, Math.floor(y), width, 1)
      return Array.from({ length: width }, (_, x) => data[4 * x] > data[4 * x + 2] + 40 ? 1 : 0).join('')
    })()
    """
  }

  @Test func playingMovesTheCursorAndModesSayWhatIsHeard() throws {
    let (browser, _) = try guitar()
    func position() throws -> Double { try browser.number("state.position") }
    func cursor() throws -> Double {
      try browser.number("element('cursor').getBoundingClientRect().left")
    }
    let start = try cursor()
    #expect(try position() == 0)
    try browser.evaluate("element('play').click()")
    try browser.wait(until: "state.position > 0.2")
    let (first, place) = (try position(), try cursor())
    #expect(place > start)
    try browser.wait(until: "state.position > \(first) + 0.2")
    #expect(try cursor() > place)
    // Both sounds are there: 12 s, and the notes until the last has died away.
    #expect(try browser.number("sound.tracks[0].buffer.duration") == 12)
    #expect(try browser.number("sound.tracks[1].buffer.duration") > 11)
    for track in 0...1 {
      let samples = "sound.tracks[\(track)].buffer.getChannelData(0)"
      #expect(try browser.number("\(samples).reduce((a, b) => Math.max(a, b), 0)") > 0.1)
    }

    let gains = "sound.tracks.map(t => t.gain.gain.value > 0.01 ? 1 : 0).join()"
    let sides = "sound.tracks.map(t => Math.round(t.panner.pan.value)).join()"
    for (key, heard, where_) in [("1", "1,0", "0,0"), ("3", "0,1", "0,0"), ("2", "1,1", "-1,1")] {
      try browser.press(key)
      try browser.wait(until: "\(gains) === '\(heard)' && \(sides) === '\(where_)'")
    }
    #expect(try browser.evaluate("sound.isPlaying") as? Bool == true)
    try browser.press(" ")
    #expect(try browser.evaluate("sound.isPlaying") as? Bool == false)
    #expect(browser.complaints == [])
  }

  @Test func theSoundIsWhereTheWaveformShowsIt() throws {
    let (browser, _) = try guitar()
    try browser.evaluate("sound.prepare()")
    func loudest(_ samples: String, _ range: Range<Int>) throws -> Double {
      let part = "Array.from(\(samples)).slice(\(range.lowerBound), \(range.upperBound))"
      return try browser.number("\(part).reduce((a, b) => Math.max(a, b), 0)")
    }
    // The guitar is silent before 0.4 s and begins before 0.6 s.
    let samples = "sound.tracks[0].buffer.getChannelData(0)"
    #expect(try loudest(samples, 0..<8820) < 0.02)
    #expect(try loudest(samples, 8820..<13_230) > 0.1)
    // Two bytes for 64 samples.
    #expect(try loudest("waveform.levels[0]", 0..<2 * 8820 / 64) <= 5)
    #expect(try loudest("waveform.levels[0]", 2 * 8820 / 64..<2 * 13_230 / 64) > 25)
  }

  @Test func keysAndTheMouseMoveThroughThePage() throws {
    let (browser, notes) = try guitar()
    func seen() throws -> Double { try browser.number("view.end - view.start") }
    #expect(try seen() == 12)
    try browser.press("+")
    #expect(abs(try seen() - 8) < 1e-9)
    try browser.press("-")
    #expect(abs(try seen() - 12) < 1e-9)
    try browser.press("End")
    #expect(try browser.number("state.position") == 12)
    try browser.press("Home")
    #expect(try browser.number("state.position") == 0)
    try browser.press("ArrowRight")
    #expect(abs(try browser.number("state.position") - 0.6) < 1e-9)
    try browser.press("Home")
    try browser.press(".")
    #expect(abs(try browser.number("state.position") - notes[0].start) < 1e-9)
    let status = try browser.evaluate("element('status').textContent") as? String
    #expect(status?.contains("velocity") == true)

    // A click goes to its time; a drag in the waveform selects and repeats.
    let box = try browser.evaluate(
      "(({ left, top, width }) => [left, top, width])(canvases.waveform.getBoundingClientRect())")
    let place = try #require(box as? [Double])
    func x(_ time: Double) -> Double { (place[0] + 52 + time / 12 * (place[2] - 52)).rounded() }
    let y = place[1] + 20
    try browser.drag(from: (x(6), y), to: (x(6), y))
    let pixel = 12 / (place[2] - 52)
    #expect(abs(try browser.number("state.position") - 6) <= pixel)
    try browser.drag(from: (x(3), y), to: (x(4), y))
    #expect(abs(try browser.number("state.selection.start") - 3) <= pixel)
    #expect(abs(try browser.number("state.selection.end") - 4) <= pixel)
    try browser.press(" ")
    try browser.wait(until: "sound.isPlaying && sound.context.currentTime > sound.since + 1.1")
    try browser.wait(until: "state.position >= 3 && state.position <= 4")
    #expect(browser.complaints == [])
  }
}
