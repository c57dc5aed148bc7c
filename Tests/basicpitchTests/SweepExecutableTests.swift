import Foundation
import TestSupport
import Testing

/// The real program where it writes several results, or calls them otherwise.
@Suite struct SweepExecutableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("in/deep"), withIntermediateDirectories: true)
    for name in ["in/a.flac", "in/a.wav", "in/deep/a.flac"] {
      try Fixture.data("Recordings/voice.flac").write(to: URL(filePath: folder.file(name)))
    }
  }

  private func transcribe(_ words: String...) throws -> Executable.Outcome {
    try Executable.run(["transcribe"] + words, in: folder.path)
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.file(name)))
  }

  /// Everything but the recordings.
  private func results(_ below: String = ".") throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.file(below))
      .filter { name in [".mid", ".csv", ".npz", ".json"].contains(where: name.hasSuffix) }
      .sorted()
  }

  @Test func eachResultIsThatOfItsOwnRun() throws {
    let outcome = try transcribe(
      "in/a.flac", "-o", "out/", "--sweep", "onset-threshold=0.3:0.7:0.2", "--sweep",
      "frame-threshold=0.2,0.4", "--format", "mid,csv", "-v")
    #expect(outcome.code == 0)
    let pairs = ["0.3", "0.5", "0.7"].flatMap { onset in ["0.2", "0.4"].map { (onset, $0) } }
    for (onset, frame) in pairs {
      let options = ["--onset-threshold", onset, "--frame-threshold", frame, "--force"]
      let name = "out/a.onset-threshold=\(onset),frame-threshold=\(frame)"
      for ending in ["mid", "csv"] {
        let alone = ["transcribe", "in/a.flac", "-o", "alone." + ending] + options
        #expect(try Executable.run(alone, in: folder.path).code == 0)
        #expect(try bytes(name + "." + ending) == bytes("alone." + ending))
      }
    }
    #expect(try results("out").count == 12)
    #expect(outcome.errors.split(separator: "\n").last?.filter { $0 == "," }.count == 5)
  }

  @Test func posteriorgramsAreSavedOnceAndSettingsAreToldApart() throws {
    #expect(
      try transcribe(
        "in/a.flac", "-o", "b.json", "--save-model-outputs", "--sweep", "max-polyphony=1,2"
      ).code == 0)
    #expect(
      try results() == ["b.max-polyphony=1.json", "b.max-polyphony=2.json", "b.npz"])
    let text = String(decoding: try bytes("b.max-polyphony=2.json"), as: UTF8.self)
    #expect(text.contains("\"max_polyphony\": 2") || text.contains("\"max_polyphony\":2"))
  }

  @Test func savedPosteriorgramsAreSweptToo() throws {
    #expect(try transcribe("in/a.flac", "-o", "a.npz").code == 0)
    for input in [["in/a.flac", "-o", "x/"], ["--from-posteriorgrams", "a.npz", "-o", "y/"]] {
      let words = ["transcribe", "--sweep", "minimum-note-length=50:150:50"] + input
      #expect(try Executable.run(words, in: folder.path).code == 0)
    }
    #expect(try results("x").count == 3 && results("x") == results("y"))
    for name in try results("x") { #expect(try bytes("x/" + name) == bytes("y/" + name)) }
  }

  @Test func severalRecordingsAreSweptAndNeverCollide() throws {
    let outcome = try transcribe(
      "-r", "in", "-o", "out/", "--sweep", "onset-threshold=0.4,0.6", "-j", "2")
    #expect(outcome.code == 0)
    #expect(
      try results("out") == [
        "a.flac.onset-threshold=0.4.mid", "a.flac.onset-threshold=0.6.mid",
        "a.wav.onset-threshold=0.4.mid", "a.wav.onset-threshold=0.6.mid",
        "deep/a.onset-threshold=0.4.mid", "deep/a.onset-threshold=0.6.mid",
      ])
    let again = try transcribe("-r", "in", "-o", "out/", "--sweep", "onset-threshold=0.6,0.8")
    #expect(again.code == 4 && again.errors.contains("3 outputs exist already"))
  }

  @Test func templatesNameResults() throws {
    #expect(
      try transcribe("-r", "in", "-o", "o/", "--name-template", "{ext}/{dir}/{{{index}}} {stem}")
        .code == 0)
    #expect(try results("o") == ["flac/deep/{3} a.mid", "flac/{1} a.mid", "wav/{2} a.mid"])
    #expect(
      try transcribe(
        "in/a.wav", "--name-template", "{sweep}/{name}", "--sweep", "max-polyphony=1,2"
      ).code == 0)
    #expect(
      try results("in") == ["max-polyphony=1/a.wav.mid", "max-polyphony=2/a.wav.mid"])
  }

  @Test(arguments: [
    ("{stem}", "'in/a.flac' and 'in/a.wav' would both be written to 'o/a.mid'; {dir}, {name} or"),
    ("../{name}", "--name-template gives 'in/a.flac' no name below the folder of the results"),
    ("{sweep}", "--name-template gives 'in/a.flac' no name below the folder of the results"),
    ("{title}", "--name-template wants "),
  ])
  func templatesThatCannotBeAreRefusedBeforeAnyWork(template: String, problem: String) throws {
    let outcome = try transcribe("-r", "in", "-o", "o/", "--name-template", template)
    #expect(outcome.code == 2 && outcome.errors.hasPrefix("basicpitch: " + problem))
    #expect(try results().isEmpty)
  }

  @Test func variantsThatATemplateDoesNotTellApartAreRefused() throws {
    let outcome = try transcribe(
      "in/a.wav", "--name-template", "{name}", "--sweep", "max-polyphony=1,2")
    #expect(outcome.code == 2)
    #expect(
      outcome.errors
        == "basicpitch: two outputs of 'in/a.wav' would be 'in/a.wav.mid'; {sweep} tells them apart\n"
    )
  }
}
