import Foundation
import TestSupport
import Testing

/// The real program on many recordings at once.
@Suite struct BatchExecutableTests {
  private let folder: TemporaryFolder

  /// Of the singer, by the definition.
  private let noteCount: Int

  init() throws {
    folder = try TemporaryFolder()
    noteCount = try DefaultNotes(fixture: "Recordings/voice").count
  }

  /// Puts copies of a recording at places in the folder.
  private func put(_ recording: String, at places: String...) throws {
    for place in places {
      let url = URL(filePath: folder.file(place))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Fixture.data("Recordings/\(recording)").write(to: url)
    }
  }

  private func transcribe(
    _ words: String..., input: FileHandle = .nullDevice
  ) throws -> Executable.Outcome {
    try Executable.run(["transcribe"] + words, in: folder.path, input: input)
  }

  /// The MIDI files in the folder, and in those in it.
  private func results(_ ending: String = ".mid") throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(ending) }.sorted()
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.file(name)))
  }

  private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  @Test func filesGoBesideThemselves() throws {
    try put("voice.flac", at: "a.flac", "x/b.flac")
    let outcome = try transcribe("a.flac", "x/b.flac", "./a.flac")
    #expect(outcome.code == 0 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("basicpitch: 2 of 2 recordings transcribed; "))
    #expect(try results() == ["a.mid", "x/b.mid"])
    #expect(try transcribe("a.flac", "-o", "alone.mid").code == 0)
    #expect(try bytes("a.mid") == bytes("alone.mid"))
  }

  @Test func foldersAreSearchedAndMirrored() throws {
    try put("voice.flac", at: "in/b.flac", "in/A.FLAC", "in/deep/er/c.flac", "in/.hidden.flac")
    try put("voice.flac", at: "in/notes.pdf", "in/old.sonified.wav")
    #expect(try transcribe("in", "-o", "flat").code == 2)  // neither there nor ends in a slash
    #expect(try transcribe("in", "-o", "flat/").code == 0)
    #expect(try results() == ["flat/A.mid", "flat/b.mid"])
    let deep = try transcribe("--recursive", "in/", "-o", "new/out/", "--verbose")
    #expect(deep.code == 0)
    #expect(
      try results().filter { $0.hasPrefix("new") } == [
        "new/out/A.mid", "new/out/b.mid", "new/out/deep/er/c.mid",
      ])
    let order = lines(deep.errors).filter { $0.contains(" notes, ") }.map {
      $0.split(separator: "'")[1]
    }
    #expect(order == ["in/A.FLAC", "in/b.flac", "in/deep/er/c.flac"])
  }

  @Test func linksThatLeadInARingComeToAnEnd() throws {
    try put("voice.flac", at: "in/sub/a.flac")
    for (link, target) in [("in/sub/up", ".."), ("in/loop", "loop"), ("in/self.wav", "self.wav")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(link), withDestinationPath: target)
    }
    let outcome = try transcribe("-r", "in", "-o", "out/")
    #expect(outcome.code == 6)
    #expect(outcome.errors.contains("'in/self.wav'"))
    #expect(try results() == ["out/sub/a.mid"])
  }

  @Test func listsMayHaveLinesOrNULs() throws {
    try put("voice.flac", at: "x/a b.flac", "y/a b.flac", "y/new\nline.flac")
    let list = folder.file("list")
    try Data("x/a b.flac\r\n\n./y/a b.flac\n".utf8).write(to: URL(filePath: list))
    #expect(try transcribe("--files-from", list, "-o", "out/").code == 0)
    #expect(try results() == ["out/x/a b.mid", "out/y/a b.mid"])
    try Data("x/a b.flac\0y/new\nline.flac\0".utf8).write(to: URL(filePath: list))
    let input = try FileHandle(forReadingFrom: URL(filePath: list))
    #expect(try transcribe("--files-from", "-", input: input).code == 0)
    #expect(try results().suffix(2) == ["x/a b.mid", "y/new\nline.mid"])
    let missing = try transcribe("--files-from", "nowhere")
    #expect(missing.code == 3 && missing.errors.contains("cannot read the list 'nowhere'"))
  }

  /// Its bytes would be hundreds of paths.
  @Test func aRecordingIsNoList() throws {
    try put("voice.flac", at: "a.flac")
    let outcome = try transcribe("--files-from", "a.flac", "-o", "out/")
    #expect(outcome.code == 2)
    #expect(
      outcome.errors == "basicpitch: 'a.flac' is a recording, not a list of recordings; leave"
        + " --files-from out\n")
  }

  @Test func aMissingFolderIsNoRecording() throws {
    try put("voice.flac", at: "a.flac")
    for (path, reason) in [("missing/", "no such folder"), ("a.flac/", "it is no folder")] {
      let outcome = try transcribe(path)
      #expect(outcome.code == 3)
      #expect(outcome.errors == "basicpitch: cannot open '\(path)': \(reason)\n")
    }
  }

  /// Frames of 256 samples would say 0.5 % more, for windows overlap.
  @Test func reportsHaveTheSecondsThatWereHeard() throws {
    try put("band.wav", at: "in/a.wav")
    try put("clarinet.wav", at: "in/b.wav")
    let outcome = try transcribe("in", "-o", "out/", "--report", "-", "-q")
    let seconds = outcome.output.matches(of: /"audio_seconds":([0-9.]+)/).map { Double($0.1) }
    // The clarinet's 155 492 samples at 8 kHz are 428 575 at 22 050 Hz.
    #expect(seconds == [5, 19.436508, 24.436508], "\(outcome.output)")
  }

  @Test func equalStemsNeverCollide() throws {
    try put("voice.flac", at: "a.flac", "b.flac", "x/b.flac")
    try put("clarinet.wav", at: "a.wav")
    #expect(try transcribe("a.flac", "a.wav", "b.flac").code == 0)
    #expect(try results() == ["a.flac.mid", "a.wav.mid", "b.mid"])
    #expect(try bytes("a.flac.mid") != bytes("a.wav.mid"))
    let refused = try transcribe("b.flac", "x/b.flac", "-o", "out/")
    #expect(refused.code == 2)
    #expect(refused.errors.contains("'b.flac' and 'x/b.flac' would both be written to"))
    #expect(try results().count == 3)
    let itself = try transcribe("a.wav", "a.sonified.wav", "--sonify-midi", "--force")
    #expect(itself.code == 2 && itself.errors.contains("which is a recording too"))
  }

  @Test func existingOutputsAreRefusedBeforeAnyWorkOrSkipped() throws {
    try put("voice.flac", at: "in/a.flac", "in/b.flac", "in/c.flac")
    try Data("mine".utf8).write(to: URL(filePath: folder.file("in/b.mid")))
    let refused = try transcribe("in")
    #expect(refused.code == 4)
    #expect(
      refused.errors
        == "basicpitch: 'in/b.mid' exists already; --force replaces it, --skip-existing leaves it"
        + " out\n")
    #expect(try results() == ["in/b.mid"])
    let resumed = try transcribe("in", "--skip-existing", "--format", "mid,csv")
    #expect(resumed.code == 0)
    #expect(resumed.errors.hasPrefix("basicpitch: 3 of 3 recordings transcribed; "))
    #expect(try results() == ["in/a.mid", "in/b.mid", "in/c.mid"])
    // What was there stays, what was missing beside it is written.
    #expect(try bytes("in/b.mid") == Data("mine".utf8))
    #expect(try results(".csv") == ["in/a.csv", "in/b.csv", "in/c.csv"])
    let again = try transcribe("in", "--skip-existing")
    #expect(again.errors == "basicpitch: 0 of 3 recordings transcribed, 3 skipped\n")
    #expect(try transcribe("in", "--force").code == 0)
    #expect(try bytes("in/b.mid").starts(with: Array("MThd".utf8)))
  }

  @Test func badFilesHoldNothingUp() throws {
    try put("voice.flac", at: "a.flac", "c.flac")
    try put("one-sample.wav", at: "d.wav")
    try Data("no sound".utf8).write(to: URL(filePath: folder.file("b.wav")))
    let outcome = try transcribe("a.flac", "b.wav", "c.flac", "d.wav", "missing.wav", "-j", "3")
    #expect(outcome.code == 6)
    let errors = lines(outcome.errors)
    #expect(errors.count == 4)
    #expect(errors[0] == "basicpitch: cannot read 'b.wav' as audio: it is text")
    #expect(errors[1] == "basicpitch: 'd.wav' is empty or too short for a note: no notes")
    #expect(errors[2] == "basicpitch: cannot open 'missing.wav': no such file or directory")
    #expect(errors[3].hasPrefix("basicpitch: 3 of 5 recordings transcribed, 2 failed; "))
    #expect(try results() == ["a.mid", "c.mid", "d.mid"])
    let all = try transcribe("b.wav", "missing.wav", "--quiet")
    #expect(all.code == 6 && lines(all.errors).count == 3)
    #expect(try transcribe("b.wav").code == 3)
    #expect(try transcribe("a.flac", "c.flac", "--model", "missing.wav", "--force").code == 5)
  }

  @Test func foldersWithoutRecordingsSaySo() throws {
    try put("voice.flac", at: "in/deep/a.flac")
    let outcome = try transcribe("in")
    #expect(outcome.code == 3)
    #expect(
      outcome.errors == "basicpitch: there is no recording in 'in'; --recursive searches the"
        + " folders in it too\n")
    #expect(try transcribe("in", "in/deep").code == 6)
  }

  @Test func resultsDoNotDependOnHowManyAreMadeAtATime() throws {
    for recording in ["voice.flac", "clarinet.wav", "band.wav", "epiano.mp3"] {
      try put(recording, at: "in/\(recording)")
    }
    var results: [[Data]] = []
    for (jobs, threads) in [("1", "1"), ("1", "2"), ("4", "1"), ("2", "2")] {
      let outcome = try transcribe("in", "-o", "out/", "-j", jobs, "--threads", threads, "--force")
      #expect(outcome.code == 0)
      results.append(
        try ["voice", "clarinet", "band", "epiano"].map { try bytes("out/\($0).mid") })
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test func reportsSayWhatBecameOfEach() throws {
    try put("voice.flac", at: "a.flac", "c.flac")
    try Data("mine".utf8).write(to: URL(filePath: folder.file("c.mid")))
    let outcome = try transcribe(
      "a.flac", "missing.wav", "c.flac", "--skip-existing", "--report", "r.json")
    #expect(outcome.code == 6)
    let report = try #require(
      JSONSerialization.jsonObject(with: bytes("r.json")) as? [String: Any])
    let files = try #require(report["files"] as? [[String: Any]])
    #expect(files.map { $0["input"] as? String } == ["a.flac", "missing.wav", "c.flac"])
    #expect(files.map { $0["status"] as? String } == ["done", "failed", "skipped"])
    #expect(files[0]["notes"] as? Int == noteCount)
    // The recording has 5 s.
    #expect(abs((files[0]["audio_seconds"] as? Double ?? 0) - 5) < 0.05)
    #expect(files[0]["outputs"] as? [String] == ["a.mid"])
    #expect((files[1]["error"] as? String)?.contains("'missing.wav'") == true)
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(summary["done"] as? Int == 1 && summary["failed"] as? Int == 1)
    #expect(report["model"] as? String == "c2ea98ee")
    #expect(try transcribe("c.flac", "-o", "d.mid", "--report", "r.json").code == 4)
    let alone = try transcribe("c.flac", "-o", "d.mid", "--report", "-", "--quiet")
    #expect(alone.code == 0 && alone.output.contains("\"status\":\"done\""))
  }

  @Test func quietAndVerboseDoAsTheySay() throws {
    try put("voice.flac", at: "a.flac", "b.flac")
    let quiet = try transcribe("a.flac", "b.flac", "--quiet")
    #expect(quiet.code == 0 && quiet.errors.isEmpty && quiet.output.isEmpty)
    let plain = try transcribe("a.flac", "b.flac", "--force")
    // Nobody watches: no line that is drawn over and over.
    #expect(lines(plain.errors).count == 1 && !plain.errors.contains("\u{1b}"))
    let verbose = try transcribe("a.flac", "b.flac", "--force", "-v")
    #expect(lines(verbose.errors).filter { $0.contains(": \(noteCount) notes, 5.") }.count == 2)
  }

  @Test func formatsAreWrittenSideBySide() throws {
    try put("voice.flac", at: "a.flac")
    #expect(try transcribe("a.flac", "--format", "txt,mid,json,ndjson,csv,npz").code == 0)
    #expect(
      try folder.names() == [
        "a.csv", "a.flac", "a.json", "a.mid", "a.ndjson", "a.npz", "a.txt",
      ])
    let document = try #require(
      JSONSerialization.jsonObject(with: bytes("a.json")) as? [String: Any])
    let notes = try #require(document["notes"] as? [[String: Any]])
    #expect(document["model"] as? String == "c2ea98ee" && notes.count == noteCount)
    #expect((document["settings"] as? [String: Any])?["onset_threshold"] as? Double == 0.5)
    let rows = try lines(String(decoding: bytes("a.csv"), as: UTF8.self)).dropFirst()
    for (note, row) in zip(notes, rows) {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false)
      let start = try #require(note["start"] as? Double)
      #expect(abs(start - (Double(fields[0]) ?? .nan)) < 1e-6)  // rounded to microseconds
      #expect(note["pitch"] as? Int == Int(fields[2]) && note["velocity"] as? Int == Int(fields[3]))
      let bends = try #require(note["bends"] as? [Double])
      let thirds = fields[4].split(separator: " ").compactMap { Double($0) }
      // Cents to a tenth; the table has thirds of a semitone to a thousandth.
      #expect(bends.count == thirds.count)
      #expect(zip(bends, thirds).allSatisfy { abs($0 - 100 * $1 / 3) < 0.07 })
    }
    #expect(try lines(String(decoding: bytes("a.ndjson"), as: UTF8.self)).count == noteCount)
    #expect(try lines(String(decoding: bytes("a.txt"), as: UTF8.self)).count == 1 + noteCount)
  }

  @Test(arguments: ["mid", "csv", "json", "ndjson", "txt"])
  func standardOutputGetsTheFile(format: String) throws {
    try put("voice.flac", at: "a.flac")
    #expect(try transcribe("a.flac", "-o", "b.\(format)").code == 0)
    let process = Executable.process(
      ["transcribe", "a.flac", "-o", "-", "--format", format], in: folder.path)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let written = try pipe.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    #expect(try process.terminationStatus == 0 && written == bytes("b.\(format)"))
    #expect(try folder.names() == ["a.flac", "b.\(format)"])
  }
}
