import Foundation
import TestSupport
import Testing

/// The real program, drawing.
@Suite struct PlotExecutableTests {
  private let folder: TemporaryFolder
  private let guitar = Fixture.guitar
  private let clarinet = Fixture.path("Recordings/clarinet.mid")

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Executable.Outcome {
    try Executable.run(arguments)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }

  /// How often a piece of markup occurs.
  private func count(_ piece: String, in name: String) throws -> Int {
    try text(name).components(separatedBy: piece).count - 1
  }

  /// The mark of an onset.
  private let onset = "fill=\"#5e1900\""

  @Test func transcriptionsAreDrawnBesideTheMIDIFile() throws {
    let outcome = try run(
      "transcribe", guitar, "-o", folder.file("a.mid"), "--save-note-events", "--plot",
      folder.file("b.svg"))
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(try folder.names() == ["a.csv", "a.mid", "b.svg"])
    // A header, and a line a note.
    let noteCount = try text("a.csv").split(separator: "\n").count - 1
    #expect(noteCount == Fixture.guitarNoteCount)
    #expect(try count(onset, in: "b.svg") == noteCount)
    #expect(try count("<image ", in: "b.svg") == 1)
    #expect(try text("b.svg").contains(">guitar</text>"))
  }

  @Test func picturesAreFormatsLikeOthers() throws {
    #expect(try run("transcribe", guitar, "-o", folder.file("a.svg")).code == 0)
    #expect(try folder.names() == ["a.svg"])
    let recordings = [guitar, Fixture.path("Recordings/band.wav")]
    let outcome = try Executable.run(
      ["transcribe"] + recordings + ["-o", folder.path + "/", "--format", "mid,svg"])
    #expect(outcome.code == 0)
    #expect(try folder.names() == ["a.svg", "band.mid", "band.svg", "guitar.mid", "guitar.svg"])
    #expect(try text("guitar.svg") == text("a.svg"))
  }

  @Test func theTempoCountsTheBars() throws {
    _ = try run(
      "transcribe", guitar, "-o", folder.file("a.svg"), "--midi-tempo", "60", "--duration", "9")
    // Bars of four seconds: three have begun.
    #expect(try count(" y=\"44\"", in: "a.svg") == 3 + 1)
  }

  @Test func barsOfMusicAreThoseOfTheFile() throws {
    // 3/4 at 60 quarters a minute for 12 s.
    let tempo: [UInt8] = [0, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40, 0, 0xFF, 0x58, 4, 3, 2, 24, 8]
    let track = tempo + [0, 0x90, 60, 90, 12, 60, 0, 0, 0xFF, 0x2F, 0]
    let header = Array("MThd".utf8) + [0, 0, 0, 6, 0, 0, 0, 1, 0, 1] + Array("MTrk".utf8)
    try Data(header + [0, 0, 0, UInt8(track.count)] + track)
      .write(to: URL(filePath: folder.file("a.mid")))
    #expect(try run("plot", folder.file("a.mid"), "-o", folder.file("a.svg")).code == 0)
    #expect(try count(" y=\"44\"", in: "a.svg") == 4 + 1)
  }

  @Test func existingPicturesAreKept() throws {
    try Data("mine".utf8).write(to: URL(filePath: folder.file("a.svg")))
    for command in [["plot", clarinet, "-o"], ["transcribe", guitar, "-o"]] {
      let outcome = try Executable.run(command + [folder.file("a.svg")])
      #expect(outcome.code == 4 && outcome.errors.contains("--force"))
    }
    #expect(try text("a.svg") == "mine")
  }

  @Test(arguments: ["png", "svg"])
  func musicIsDrawn(form: String) throws {
    let path = folder.file("a." + form)
    let outcome = try run("plot", clarinet, "-o", path, "--width", "640", "--height", "320")
    guard form == "svg" || outcome.code == 0 else {
      // Without cairo there is no PNG, and nothing is left behind.
      #expect(outcome.code == 4 && outcome.errors.contains("libcairo2"))
      #expect(try folder.names().isEmpty)
      return
    }
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    if form == "png" {
      // The header: width and height, the most significant byte first.
      #expect(Array(bytes[16..<24]) == [0, 0, 2, 128, 0, 0, 1, 64])
    } else {
      #expect(try text("a.svg").contains("width=\"640\" height=\"320\""))
      #expect(try count(onset, in: "a.svg") > 10)
    }
  }

  @Test func spectrogramsAreDrawn() throws {
    for view in ["cqt", "stft"] {
      let path = folder.file(view + ".svg")
      let outcome = try run("plot", guitar, "--view", view, "-o", path)
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      #expect(try text(view + ".svg").contains(">Hz</text>"))
    }
    // Keys beside the one, an even scale beside the other.
    #expect(try text("cqt.svg").contains(">C4</text>") && text("cqt.svg").contains(">500</text>"))
    #expect(try text("stft.svg").contains(">3k</text>") && !text("stft.svg").contains(">C4</text>"))
  }

  @Test func musicIsDrawnOverItsRecording() throws {
    let recording = Fixture.path("Recordings/clarinet.wav")
    let outcome = try run("plot", clarinet, "--over", recording, "-o", folder.file("a.svg"))
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(try count("<image ", in: "a.svg") == 1 && count(onset, in: "a.svg") > 10)
  }

  /// The same drawing, wherever the recording comes from.
  @Test func partsAndPipesAreDrawn() throws {
    let options = ["--start", "1", "--duration", "3", "--width", "600"]
    let plain = try Executable.run(["plot", guitar, "-o", folder.file("guitar.svg")] + options)
    #expect(plain.code == 0 && plain.errors.isEmpty)
    // Times count from the beginning of the part.
    #expect(try text("guitar.svg").contains(">3.0</text>"))
    #expect(try !text("guitar.svg").contains(">3.5</text>"))
    let input = try #require(FileHandle(forReadingAtPath: guitar))
    let piped = try Executable.run(
      ["plot", "-", "-o", folder.file("piped.svg")] + options, input: input)
    #expect(piped.code == 0 && piped.errors.isEmpty)
    #expect(
      try text("piped.svg").replacing(">standard input<", with: ">guitar<") == text("guitar.svg"))
    let feed = try Feed(Data(contentsOf: URL(filePath: guitar)))
    let named = try Executable.run(["plot", feed.path, "-o", folder.file("named.svg")] + options)
    #expect(named.code == 0 && named.errors.isEmpty)
    #expect(try text("named.svg").replacing(">feed<", with: ">guitar<") == text("guitar.svg"))
  }

  @Test func recordingsThatEndEarlyAreDrawnWithAWarning() throws {
    let cut = folder.file("cut.wav")
    try Fixture.data("Recordings/clarinet.wav").prefix(100_000).write(to: URL(filePath: cut))
    let outcome = try run("plot", cut)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "basicpitch: '\(cut)' ends early, after 6.247 of 19.437 s\n")
    #expect(try run("plot", cut, "--force", "--strict").code == 3)
  }

  @Test func savedPosteriorgramsAreDrawn() throws {
    let (midi, saved) = (folder.file("a.mid"), folder.file("a.npz"))
    _ = try run(
      "transcribe", guitar, "-o", midi, "--save-model-outputs", "--plot", folder.file("a.svg"))
    let again = folder.file("b.svg")
    _ = try run("transcribe", "--from-posteriorgrams", saved, "-o", again)
    // But for the title.
    #expect(try text("b.svg").replacing(">a<", with: ">guitar<") == text("a.svg"))
    for view in ["note", "onset", "contour"] {
      let outcome = try run("plot", saved, "--view", view, "-o", folder.file(view + ".svg"))
      #expect(outcome.code == 0 && outcome.errors.isEmpty)
      #expect(try count("<image ", in: view + ".svg") == 1)
    }
    #expect(try text("note.svg") != text("onset.svg"))
    let over = try run("plot", midi, "--over", saved, "-o", folder.file("over.svg"))
    #expect(over.code == 0)
    // The same notes over the same probabilities.
    #expect(try count(onset, in: "over.svg") == count(onset, in: "a.svg"))
  }

  @Test func whatCannotBeDrawnGetsOneLine() throws {
    let missing = folder.file("missing.mid")
    let cut = folder.file("cut.mid")
    try Fixture.data("Recordings/clarinet.mid").prefix(40).write(to: URL(filePath: cut))
    let picture = folder.file("a.svg")
    let archive = Fixture.path("Archives/plain.npz")
    let cases: [([String], Int32, String)] = [
      (["plot", missing, "-o", picture], 3, "cannot read '\(missing)': no such file or directory"),
      (["plot", cut, "-o", picture], 3, "the MIDI chunk at byte 14 is truncated"),
      (["plot", guitar, "-o", folder.file("a.gif")], 2, "a file that ends in .svg or .png"),
      (["plot", clarinet, "--view", "cqt", "-o", picture], 2, "--over FILE draws it over"),
      (["plot", guitar, "--view", "note", "-o", picture], 2, "--view takes cqt or stft, not note"),
      (
        ["plot", archive, "--view", "cqt", "-o", picture], 2, "--view takes note, onset or contour"
      ),
      (
        ["plot", clarinet, "--over", clarinet, "-o", picture], 2, "wants posteriorgrams or a record"
      ),
      (["plot", Fixture.path("Archives/no-contour.npz"), "-o", picture], 3, "no array 'contour'"),
      (
        ["transcribe", guitar, "--sweep", "onset-threshold=0.3,0.5", "--plot", picture], 2,
        "--sweep"
      ),
      (["plot", guitar, "--over", guitar, "-o", picture], 2, "--over wants the notes of a MIDI"),
      (["plot", clarinet, "--over", guitar, "--view", "stft"], 2, "leave --view out"),
      (["plot", clarinet, "--start", "1", "-o", picture], 2, "--start is for recordings"),
      (["plot", archive, "--duration", "1", "-o", picture], 2, "--duration is for recordings"),
      (["plot", "-"], 2, "say -o FILE"),
      (["plot", guitar, "--start", "100", "-o", picture], 3, "nothing at 100.000 s"),
      (["transcribe", guitar, guitar, "--plot", picture], 2, "--format mid,svg"),
      (["transcribe", guitar, "-o", folder.file("b.svg"), "--plot", picture], 2, "a second .svg"),
      (["transcribe", guitar, "--plot", folder.file("a.txt")], 2, ".svg or .png"),
    ]
    for (arguments, code, message) in cases {
      let outcome = try Executable.run(arguments)
      #expect(outcome.code == code && outcome.errors.contains(message), "\(outcome)")
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
    #expect(try folder.names() == ["cut.mid"])
  }
}
