import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The real program on music whose beats, metre and key are known: composed here, played by `render`.
@Suite struct MusicExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Report: Decodable {
    /// As the program writes it.
    init(_ json: String) throws {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      self = try decoder.decode(Report.self, from: Data(json.utf8))
    }

    struct Beat: Decodable {
      let time: Double, bar: Int, beat: Int, bpm: Double
    }
    let metre: String?, tempoBpm: Double?, key: String?
    let confidence: Double
    let beats: [Beat]
  }

  /// A waltz in G at a tempo: bass, chords and a tune, 16 bars from 0.5 s on; `song.wav`.
  ///
  /// - Returns: when the beats are.
  private func playWaltz(tempo: Double) throws -> [Double] {
    let period = 60 / tempo
    let beats = (0..<48).map { 0.5 + Double($0) * period }
    var events = [MIDIEvent(time: 0, channel: 0, message: .programChange(0))]
    func play(_ pitch: Int, _ time: Double, _ length: Double, _ velocity: Int) {
      let strike = MIDIMessage.noteOn(pitch: pitch, velocity: velocity)
      let release = MIDIMessage.noteOff(pitch: pitch, velocity: 0)
      events.append(MIDIEvent(time: time, channel: 0, message: strike))
      events.append(MIDIEvent(time: time + length * 0.9, channel: 0, message: release))
    }
    for (beat, time) in beats.enumerated() {
      let root = [43, 48, 50, 43][beat / 3 % 4]
      if beat % 3 == 0 {
        play(root, time, period, 90)
        play(root + 28, time, period, 85)
      } else {
        for third in [12, 16, 19] { play(root + third, time, period / 2, 65) }
        play(root + 31, time, period / 2, 75)
        play(root + 33, time + period / 2, period / 2, 70)
      }
    }
    let music = MIDIFile(tracks: [MIDITrack(events: events.sorted { $0.time < $1.time })])
    try Data(MIDIFileEncoder().encode(music)).write(to: URL(filePath: folder.file("song.mid")))
    #expect(try run("render", "song.mid").code == 0)
    try FileManager.default.removeItem(atPath: folder.file("song.mid"))
    return beats
  }

  private func run(_ arguments: String...) throws -> Executable.Outcome {
    try Executable.run(arguments, in: folder.path)
  }

  @Test func beatsBarsAndKeyAreTold() throws {
    let truth = try playWaltz(tempo: 126)
    let outcome = try run("beats", "--json", "song.wav")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let report = try Report(outcome.output)
    #expect(report.metre == "3/4" && report.key == "G major" && report.confidence > 0.9)
    #expect(abs((report.tempoBpm ?? 0) / 126 - 1) < 0.02)
    for (index, time) in truth.enumerated().dropFirst(2).dropLast(3) {
      // 50 ms, as for notes: what listeners take for together.
      let beat = try #require(report.beats.first { abs($0.time - time) < 0.05 })
      #expect(beat.bar == index / 3 + 1 && beat.beat == index % 3 + 1)
    }
    let table = try run("beats", "song.wav").output.split(separator: "\n")
    #expect(table.first == "     time   bar  beat" && table.count == report.beats.count + 1)
  }

  @Test func whatHasNoBeatIsToldSo() throws {
    let outcome = try run("beats", Fixture.path("Recordings/empty.wav"))
    #expect(outcome.code == 0 && outcome.output == "none\n")
    #expect(outcome.errors.contains("empty.wav' has no regular beat"))
    let json = try run("beats", "--json", "--quiet", Fixture.path("Recordings/empty.wav"))
    let report = try Report(json.output)
    #expect(report.beats.isEmpty && report.metre == nil && json.errors.isEmpty)
  }

  @Test func tempiMoveBarsAndNotNotes() throws {
    let truth = try playWaltz(tempo: 100)
    #expect(try run("transcribe", "song.wav", "-o", "plain.mid").code == 0)
    let outcome = try run(
      "transcribe", "song.wav", "-o", "bars.mid", "--tempo", "auto", "--key", "auto")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let plain = try MIDIFile(contentsOf: folder.file("plain.mid"))
    let bars = try MIDIFile(contentsOf: folder.file("bars.mid"))
    #expect(plain.tempoChanges.count == 1 && bars.tempoChanges.count > 1)
    let order: (PlayedNote, PlayedNote) -> Bool = { ($0.pitch, $0.onset) < ($1.pitch, $1.onset) }
    let (old, new) = (plain.notes.sorted(by: order), bars.notes.sorted(by: order))
    #expect(old.count == new.count && !old.isEmpty)
    // Each lies within half a tick, 0.63 ms at most, of where it was heard.
    #expect(zip(old, new).allSatisfy { abs($0.onset - $1.onset) < 0.0014 })
    let tempo = bars.tempoChanges.last { $0.time < truth[20] }
    #expect(abs((tempo?.beatsPerMinute ?? 0) / 100 - 1) < 0.05)
    let bytes = try Data(contentsOf: URL(filePath: folder.file("bars.mid")))
    #expect(bytes.range(of: Data([0xFF, 0x58, 4, 3, 2, 24, 8])) != nil)
    #expect(bytes.range(of: Data([0xFF, 0x59, 2, 1, 0])) != nil)
  }

  @Test func picturesAndPagesShowTheBars() throws {
    let truth = try playWaltz(tempo: 110)
    let outcome = try run(
      "transcribe", "song.wav", "-o", "song.mid", "--tempo", "auto", "--plot", "song.svg", "--page",
      "song.html")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    // With four quarters a bar there would be twelve bars.
    let svg = try String(contentsOfFile: folder.file("song.svg"), encoding: .utf8)
    #expect(svg.contains(/y="44"[^>]*>16</))
    let page = try String(contentsOfFile: folder.file("song.html"), encoding: .utf8)
    let list = try #require(page.firstMatch(of: /"beats":\[(.*?)\]\]/)?.output.1)
    let beats = list.split(separator: "],[").map { $0.split(separator: ",").last ?? "" }
    #expect(abs(beats.count - truth.count) <= 2)
    // A beat may be lost or added at either end.
    #expect((15...17).contains(beats.filter { $0 == "1" }.count))
  }

  @Test func quantizedNotesLieOnTheGrid() throws {
    let truth = try playWaltz(tempo: 100)
    let outcome = try run(
      "transcribe", "song.wav", "-o", "song.csv", "--quantize", "1/8", "--swing", "0.5")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let report = try Report(try run("beats", "--json", "song.wav").output)
    let grid = BeatGrid(
      times: report.beats.map(\.time), numbers: report.beats.map(\.beat),
      metre: Metre(beatsPerBar: 3))
    let lines = try String(contentsOfFile: folder.file("song.csv"), encoding: .utf8)
      .split(separator: "\n").dropFirst()
    #expect(lines.count > truth.count)
    for line in lines {
      let onset = Double(line.prefix { $0 != "," }) ?? -1
      // Beats are printed to the microsecond.
      #expect(abs((2 * grid.beat(atSeconds: onset)).remainder(dividingBy: 1)) < 1e-4)
    }
  }

  @Test(arguments: ["band.wav", "clarinet.wav", "epiano.mp3", "voice.flac"])
  func scoresOfRecordingsAddUp(name: String) throws {
    let outcome = try run(
      "transcribe", Fixture.path("Recordings/\(name)"), "-o", "score.musicxml", "--quiet")
    #expect(outcome.code == 0)
    let xml = try XMLDocument(contentsOf: URL(filePath: folder.file("score.musicxml")))
    var length = 0
    for measure in try xml.nodes(forXPath: "//measure") {
      func number(_ path: String) throws -> Int? {
        try measure.nodes(forXPath: path).first?.stringValue.flatMap { Int($0) }
      }
      if let beats = try number("attributes/time/beats"),
        let type = try number("attributes/time/beat-type")
      {
        length = 96 * beats / type
      }
      let isPickup = try measure.nodes(forXPath: "@implicit").count == 1
      for voice in Set(try measure.nodes(forXPath: "note/voice").compactMap(\.stringValue)) {
        let durations = try measure.nodes(
          forXPath: "note[voice='\(voice)' and not(chord)]/duration")
        let sum = durations.compactMap { $0.stringValue.flatMap { Int($0) } }.reduce(0, +)
        #expect(isPickup ? sum < length : sum == length)
      }
    }
    #expect(length > 0)
  }

  private static let museScore = Executable.installed("musescore3")

  @Test(.enabled(if: museScore != nil, "MuseScore is not installed"), .timeLimit(.minutes(3)))
  func museScoreDrawsAScore() throws {
    let recording = Fixture.path("Recordings/band.wav")
    #expect(try run("transcribe", recording, "-o", "song.musicxml", "--quiet").code == 0)
    let outcome = try Executable.run(
      ["-o", folder.file("song.png"), folder.file("song.musicxml")], of: Self.museScore,
      environment: ["QT_QPA_PLATFORM": "offscreen", "HOME": folder.path])
    #expect(outcome.code == 0)
    let complaints = ["error", "corrupt", "incomplete"]
    #expect(!complaints.contains { outcome.errors.lowercased().contains($0) })
    let picture = try Data(contentsOf: URL(filePath: folder.file("song-1.png")))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  private static let readsWithMusic21 =
    (try? Executable.run(
      ["-c", "import music21"], of: Executable.installed("python3")))?.code == 0

  /// music21 warns of what it does not understand, and adds up the bars by itself.
  @Test(
    .enabled(if: readsWithMusic21, "python3 has no music21"), .timeLimit(.minutes(3)),
    arguments: ["band.wav", "epiano.mp3"])
  func music21ReadsAScore(name: String) throws {
    let recording = Fixture.path("Recordings/\(name)")
    #expect(try run("transcribe", recording, "-o", "score.musicxml", "--quiet").code == 0)
    let script = """
      import sys, warnings, music21
      warnings.simplefilter("error", music21.musicxml.xmlObjects.MusicXMLWarning)
      score = music21.converter.parse(sys.argv[1])
      for part in score.parts:
          bars = list(part.getElementsByClass("Measure"))
          for bar in bars[1:]:
              assert bar.duration.quarterLength == bar.barDuration.quarterLength, bar
      print(len(score.flatten().notes) > 0)
      """
    let outcome = try Executable.run(
      ["-c", script, folder.file("score.musicxml")], of: Executable.installed("python3"))
    #expect(outcome.code == 0 && outcome.output == "True\n", "\(outcome.errors)")
  }

  @Test(arguments: [
    (["--compatible", "--tempo", "auto"], "--compatible excludes --tempo"),
    (["--swing", "0.6"], "--swing needs --quantize"),
    (["--quantize-strength", "0.5"], "--quantize-strength needs --quantize"),
    (["--tempo", "1000"], "from 20 to 400"), (["--key", "H"], "auto or a key"),
    (["--quantize", "1/5"], "1/16T"),
  ])
  func whatMakesNoSenseIsRefused(options: [String], message: String) throws {
    let outcome = try Executable.run(
      ["transcribe", Fixture.path("Recordings/voice.flac"), "-o", "x.mid"] + options,
      in: folder.path)
    #expect(outcome.code == 2 && outcome.errors.contains(message))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(try folder.names() == [])
  }
}
