import AudioIO
import Foundation
import TestSupport
import Testing

/// When and where the program writes checking pages, and what their text must not do.
@Suite struct CheckingPageOutputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let voice = Fixture.path("Recordings/voice.flac")

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }

  private func count(_ word: String, in text: String) -> Int {
    text.components(separatedBy: word).count - 1
  }

  @Test func thePageIsOneFileThatNeedsNoOther() throws {
    #expect(try Executable.run(["transcribe", voice, "-o", folder.file("a.html")]).code == 0)
    #expect(try folder.names() == ["a.html"])
    let page = try text("a.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    for word in ["http:", "https:", "src=", "@import", "url(", "fetch(", "{{"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("<title>voice.flac</title>"))
    // What is heard, what it is made of, the notes, their measures, two pictures, two sounds.
    #expect(count("<script", in: page) == 7 && count("</script>", in: page) == 7)
    for id in ["transcription", "measures", "outline", "salience", "original", "rendering"] {
      #expect(count("<script id=\"\(id)\"", in: page) == 1)
    }
  }

  @Test func allWaysToAskGiveTheSamePage() throws {
    let outcome = try Executable.run(
      ["transcribe", voice, "-o", folder.file("a.mid"), "--page", folder.file("b.htm")])
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(try folder.names() == ["a.mid", "b.htm"])
    let page = try text("b.htm")
    let piped = try Executable.run(["transcribe", voice, "-o", "-", "--format", "html"])
    #expect(piped.code == 0 && piped.output == page)
    let beside = try Executable.run(
      ["transcribe", voice, "-o", folder.path, "--format", "mid,html", "--force"])
    #expect(beside.code == 0)
    #expect(try text("voice.html") == page)
  }

  @Test func severalRecordingsHaveAPageEach() throws {
    let voices = try ["a.flac", "b.flac"].map { name in
      try FileManager.default.copyItem(atPath: voice, toPath: folder.file(name))
      return folder.file(name)
    }
    let refused = try Executable.run(["transcribe"] + voices + ["--page", "p.html"])
    #expect(refused.code == 2)
    #expect(
      refused.errors
        == "basicpitch: --page 'p.html' is for one recording; for several, say --format mid,html\n"
    )
    #expect(try Executable.run(["transcribe"] + voices + ["--format", "html"]).code == 0)
    #expect(try folder.names() == ["a.flac", "a.html", "b.flac", "b.html"])
  }

  @Test func namesAreText() throws {
    // A folder and a file, so that the path has the slash that a file's name cannot have.
    let name = "{{style}}<b>&\"' ü.flac"
    try FileManager.default.createDirectory(
      atPath: folder.file("a<"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: folder.file("a</script><!--<script>"), withIntermediateDirectories: true)
    let recording = folder.file("a</script><!--<script>/") + name
    try FileManager.default.copyItem(atPath: voice, toPath: recording)
    #expect(try Executable.run(["transcribe", recording, "-o", folder.file("a.html")]).code == 0)
    let page = try text("a.html")
    #expect(page.contains("<title>{{style}}&lt;b&gt;&amp;&quot;&#39; ü.flac</title>"))
    #expect(count("</script>", in: page) == 7 && !page.contains("<!--"))
    #expect(page.contains("a\\u003c/script>\\u003c!--\\u003cscript>/"))
    guard Browser.installed != nil else { return }
    let browser = try Browser(opening: folder.file("a.html"))
    #expect(try browser.evaluate("element('title').textContent") as? String == name)
    #expect(try browser.evaluate("transcription.recording") as? String == recording)
    #expect(try browser.number("document.querySelectorAll('b').length") == 0)
    #expect(browser.complaints == [])
  }

  @Test func longRecordingsHaveAPageWithoutSound() throws {
    let path = folder.file("long.wav")
    var writer = try AudioWriter(path: path, sampleRate: 1000, channelCount: 1, format: .pcm16)
    for _ in 0..<1801 { try writer.write([Float](repeating: 0, count: 1000)) }
    try writer.close()
    let outcome = try Executable.run(["transcribe", path, "--format", "html"])
    #expect(outcome.code == 0)
    let note =
      "basicpitch: the page of '\(path)' has no sound, as it is longer than 30:00;"
      + " --start and --duration make one of a part\n"
    #expect(outcome.errors == "basicpitch: no notes found in '\(path)'\n" + note)
    let page = try text("long.html")
    #expect(!page.contains("id=\"original\"") && !page.contains("id=\"rendering\""))
    let part = try Executable.run(
      ["transcribe", path, "-o", folder.file("part.html"), "--duration", "5"])
    #expect(part.code == 0 && !part.errors.contains("sound"))
    #expect(try text("part.html").contains("id=\"original\""))
    guard Browser.installed != nil else { return }
    let browser = try Browser(opening: folder.file("long.html"))
    #expect(try browser.evaluate("element('play').disabled") as? Bool == true)
    let summary = try browser.evaluate("element('summary').textContent")
    #expect(summary as? String == "30:01.000, 0 notes")
    #expect(browser.complaints == [])
  }

  @Test(arguments: ["empty.wav", "one-sample.wav"])
  func recordingsWithoutAFrameHaveAPageToo(recording: String) throws {
    let path = Fixture.path("Recordings/\(recording)")
    #expect(try Executable.run(["transcribe", path, "-o", folder.file("a.html")]).code == 0)
    guard Browser.installed != nil else { return }
    let browser = try Browser(opening: folder.file("a.html"))
    try browser.wait(until: "!state.mustDraw")
    try browser.press(" ")
    #expect(browser.complaints == [])
  }

  @Test func whatCannotBeFinishedLeavesNothing() throws {
    let outputs = ["-o", folder.file("a.mid"), "--page", folder.file("a.html")]
    let outcome = try Executable.run(
      ["transcribe", voice] + outputs, environment: ["TMPDIR": "/no/such/folder"])
    #expect(outcome.code == 4)
    #expect(
      outcome.errors
        == "basicpitch: cannot write '\(folder.file("a.html"))': cannot create '/no/such/folder':"
        + " no such file or directory\n")
    #expect(try folder.names() == [])
  }
}
