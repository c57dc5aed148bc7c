import AudioIO
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

/// What the options of `render` do to the file.
@Suite struct RenderOptionsExecutableTests {
  private let folder: TemporaryFolder
  private let music = Fixture.path("Recordings/clarinet.mid")

  init() throws { folder = try TemporaryFolder() }

  private func render(_ name: String, _ options: String...) throws -> Executable.Outcome {
    try Executable.run(["render", music, "-o", folder.file(name), "--force"] + options)
  }

  private func sound(_ name: String) throws -> AudioBuffer {
    try AudioBuffer(contentsOf: folder.file(name), sampleRate: 44_100)
  }

  private func peak(_ name: String) throws -> Double {
    Double(try sound(name).samples.reduce(0) { max($0, abs($1)) })
  }

  @Test func extensionDecidesTheFormat() throws {
    for (name, magic) in [("a.wav", "RIFF"), ("a.flac", "fLaC"), ("a.OGG", "OggS")] {
      #expect(try render(name).code == 0)
      let bytes = try Data(contentsOf: URL(filePath: folder.file(name)))
      #expect(bytes.prefix(4) == Data(magic.utf8))
    }
    let (wave, flac) = (try sound("a.wav"), try sound("a.flac"))
    // Libsndfile's full scale is a step of 16 bits lower in the one than in the other.
    let steps = zip(wave.samples, flac.samples).map { abs($0 - $1) }
    #expect(wave.samples.count == flac.samples.count && steps.allSatisfy { $0 <= 2.0 / 32_768 })
    // What Vorbis leaves out is 20 dB below the music at least.
    let difference = zip(wave.samples, try sound("a.OGG").samples).reduce(0) { sum, pair in
      sum + Double(pair.0 - pair.1) * Double(pair.0 - pair.1)
    }
    let power = wave.samples.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(difference < 0.01 * power)
  }

  @Test func whatIsNotWrittenIsSaid() throws {
    for (name, options, words) in [
      ("a.mp3", [], "let it end in .wav, .flac or .ogg"),
      ("a.flac", ["--bits", "32f"], "use --bits 24"),
      ("a.ogg", ["--rate", "384000"], "200000"),
      ("a.wav", ["--normalize", "loud"], "peak, none or decibels of full scale such as -1dB"),
      ("a.wav", ["--max-duration", "0"], "--max-duration wants a time"),
    ] {
      let outcome = try Executable.run(["render", music, "-o", folder.file(name)] + options)
      #expect(outcome.code == 2 && outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(try folder.names().isEmpty)
  }

  /// A file of one note of two seconds, in 3/4 and 90 quarters a minute.
  private func waltz() throws -> String {
    let tempo: [UInt8] = [0, 0xFF, 0x51, 3, 0x0A, 0x2C, 0x2B, 0, 0xFF, 0x58, 4, 3, 2, 24, 8]
    let track = tempo + [0, 0x90, 60, 1, 0x83, 0, 60, 0, 0, 0xFF, 0x2F, 0]
    let path = folder.file("waltz.mid")
    let header = Array("MThd".utf8) + [0, 0, 0, 6, 0, 0, 0, 1, 0, 128] + Array("MTrk".utf8)
    try Data(header + [0, 0, 0, UInt8(track.count)] + track).write(to: URL(filePath: path))
    return path
  }

  @Test func metronomeClicksAtTheBeatsOfTheFile() throws {
    let path = try waltz()
    func render(_ options: String...) throws -> [Float] {
      let sound = ["--mono", "--dry", "--bits", "32f", "--normalize", "none", "--force"]
      let outcome = try Executable.run(
        ["render", path, "-o", folder.file("a.wav")] + sound + options)
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      return try self.sound("a.wav").samples
    }
    let clicks = zip(try render("--click"), try render()).map { $0 - $1 }
    // 666 667 µs are 29 400.01 samples; the music is three beats long.
    let onsets = clicks.indices.filter { i in
      clicks[i] != 0 && clicks[max(0, i - 5000)..<i].allSatisfy { $0 == 0 }
    }
    #expect(onsets == [0, 29_400, 58_800])
    let powers = onsets.map { onset in
      clicks[onset..<onset + 4000].reduce(0) { $0 + Double($1) * Double($1) }
    }
    // The one on the downbeat is another.
    #expect(clicks[0..<4000] != clicks[29_400..<33_400])
    #expect(powers.allSatisfy { $0 > 0.01 })
  }

  @Test func normalizingSetsThePeak() throws {
    for (level, expected) in [("peak", 1), ("-6dB", 0.501_187), ("-20", 0.1)] {
      #expect(try render("a.wav", "--mono", "--bits", "32f", "--normalize", level).errors.isEmpty)
      // Single precision's rounding of the factor and of the product.
      #expect(abs(try peak("a.wav") - expected) < 1e-6)
    }
  }

  @Test func gainIsAddedToWhatTheInstrumentsGive() throws {
    let format = ["--mono", "--bits", "32f", "--normalize", "none"]
    _ = try render("a.wav", format[0], format[1], format[2], format[3], format[4])
    _ = try render("b.wav", format[0], format[1], format[2], format[3], format[4], "--gain", "20")
    let (own, louder) = (try peak("a.wav"), try peak("b.wav"))
    #expect(own > 0.01 && own < 0.5)
    #expect(abs(louder / own - 10) < 1e-5)
  }

  @Test func clippingIsSaid() throws {
    let outcome = try render("a.wav", "--normalize", "peak", "--gain", "6")
    #expect(outcome.code == 0 && outcome.errors.contains("it is 6.0 dB too loud"))
    #expect(
      try render("a.wav", "--normalize", "peak", "--gain", "6", "--bits", "32f").errors.isEmpty)
    #expect(try render("a.wav", "--normalize", "peak", "--gain", "6", "-q").errors.isEmpty)
  }

  @Test func tailIsTheTimeAfterTheLastEvent() throws {
    _ = try render("a.wav", "--tail", "0", "--mono")
    _ = try render("b.wav", "--tail", "3.5", "--mono")
    _ = try render("c.wav", "--dry", "--mono")
    let counts = try ["a.wav", "b.wav", "c.wav"].map { try sound($0).samples.count }
    #expect(counts[1] - counts[0] == 154_350)
    #expect(counts[2] - counts[0] < 22_050)
  }

  @Test func standardOutputGetsTheWholeFile() throws {
    _ = try render("a.wav")
    let process = Executable.process(["render", music, "-o", "-"])
    let path = folder.file("piped.wav")
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    process.standardOutput = FileHandle(forWritingAtPath: path)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let (piped, whole) = (URL(filePath: path), URL(filePath: folder.file("a.wav")))
    #expect(try Data(contentsOf: piped).elementsEqual(Data(contentsOf: whole)))
  }

  @Test func instructionSetDoesNotChangeABit() throws {
    _ = try render("a.wav")
    let other = try Executable.run(
      ["render", music, "-o", folder.file("b.wav")], environment: ["BASICPITCH_ISA": "sse2"])
    #expect(other.code == 0)
    let (best, least) = (URL(filePath: folder.file("a.wav")), URL(filePath: folder.file("b.wav")))
    #expect(try Data(contentsOf: best).elementsEqual(Data(contentsOf: least)))
  }
}
