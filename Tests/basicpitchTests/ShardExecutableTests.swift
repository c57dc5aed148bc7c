import Foundation
import TestSupport
import Testing

/// The real program, run several times for the shares of one collection.
@Suite struct ShardExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Puts links to recordings, which cost no room, at places in the folder.
  private func link(_ recording: String, at places: String...) throws {
    for place in places {
      let url = URL(filePath: folder.file(place))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(place), withDestinationPath: Fixture.path("Recordings/\(recording)"))
    }
  }

  private func transcribe(_ words: String...) throws -> Executable.Outcome {
    try Executable.run(["transcribe"] + words, in: folder.path)
  }

  /// The contents of all results below a folder, by their places in it.
  private func results(_ name: String) throws -> [String: Data] {
    let places = try FileManager.default.subpathsOfDirectory(atPath: folder.file(name))
    return try places.filter { $0.hasSuffix(".mid") && !$0.contains(".basicpitch-") }.reduce(
      into: [:]
    ) { $0[$1] = try Data(contentsOf: URL(filePath: folder.file("\(name)/\($1)"))) }
  }

  /// What became of each recording, by the report of a run.
  private func statuses(_ report: String) throws -> [String: String] {
    let bytes = try Data(contentsOf: URL(filePath: folder.file(report)))
    let members = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    let files = try #require(members["files"] as? [[String: Any]])
    return files.reduce(into: [:]) { $0[$1["input"] as? String ?? ""] = $1["status"] as? String }
  }

  @Test func sharesMakeWhatOneRunMakesWhereverTheCollectionIsMounted() throws {
    for index in 0..<8 {
      for mount in ["one", "two/music"] {
        // Of equal stems, some are in different shares; they keep their extensions all the same.
        try link("voice.flac", at: "\(mount)/\(index).flac", "\(mount)/x/\(index).flac")
        try link("band.wav", at: "\(mount)/\(index).wav")
      }
    }
    let template = "{dir}/{index} {name}"
    #expect(try transcribe("-r", "one", "-o", "all/").code == 0)
    #expect(try transcribe("-r", "one", "-o", "named/all/", "--name-template", template).code == 0)
    var inputs: [String] = []
    for (number, mount) in [(3, "one"), (1, "two/music/"), (2, folder.file("one"))] {
      let shard = ["--shard", "\(number)/3", "--report", "\(number).json"]
      let outcome = try Executable.run(
        ["transcribe", "-r", mount, "-o", "shared/"] + shard, in: folder.path)
      let done = try statuses("\(number).json")
      #expect(outcome.code == 0 && !done.isEmpty && Set(done.values) == ["done"])
      #expect(
        outcome.errors.hasPrefix(
          "basicpitch: share \(number)/3: \(done.count) of 24 recordings\n"))
      inputs += done.keys.map { String($0.dropFirst($0.hasPrefix("two") ? 10 : 4)) }
      let report = try String(contentsOfFile: folder.file("\(number).json"), encoding: .utf8)
      #expect(report.contains("\n\"shard\":\"\(number)/3\",\n"))
      #expect(
        try transcribe(
          "-r", mount, "-o", "named/shared/", "--name-template", template, "--shard",
          "\(number)/3"
        ).code == 0)
    }
    #expect(inputs.count == 24)
    #expect(try results("all").count == 24 && results("shared") == results("all"))
    #expect(try results("named/shared") == results("named/all"))
  }

  @Test func filesThatAreNamedAlikeInDifferentFoldersAreSpread() throws {
    let names = (0..<40).map { "\($0)/mixture.flac" }
    for name in names { try link("voice.flac", at: name) }
    for number in ["1/2", "2/2"] {
      let outcome = try Executable.run(
        ["transcribe", "--shard", number, "--format", "csv"] + names, in: folder.path)
      #expect(outcome.code == 0 && !outcome.errors.contains(": 0 of"))
      #expect(!outcome.errors.contains(": 40 of"))
    }
  }

  @Test func aShareThatIsKilledGoesOnWithoutLossOrRepetition() throws {
    for index in 0..<60 { try link("voice.flac", at: "in/\(index).flac", "in/x/\(index).flac") }
    #expect(try transcribe("-r", "in", "-o", "all/").code == 0)
    let words = ["-r", "in", "-o", "out/", "--skip-existing", "--shard"]
    let process = Executable.process(["transcribe"] + words + ["1/2"], in: folder.path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, (try? results("out").count) ?? 0 < 3 { usleep(2000) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    let finished = try results("out").keys.sorted()
    func identities() throws -> [String] {
      try finished.map {
        let about = try FileManager.default.attributesOfItem(atPath: folder.file("out/\($0)"))
        return "\($0) \(about[.systemFileNumber] ?? "?") \(about[.modificationDate] ?? "?")"
      }
    }
    let before = try identities()
    for number in ["1", "2"] {
      let again = try Executable.run(
        ["transcribe"] + words + ["\(number)/2", "--report", "\(number).json"], in: folder.path)
      #expect(again.code == 0)
    }
    #expect(try identities() == before)
    #expect(try results("all").count == 120 && results("out") == results("all"))
    // The share that was killed had done something, but not all, and did the rest.
    let (first, second) = (try statuses("1.json"), try statuses("2.json"))
    #expect(first.values.filter { $0 == "skipped" }.count == finished.count)
    #expect(first.values.contains("done") && !finished.isEmpty)
    #expect(Set(second.values) == ["done"] && first.count + second.count == 120)
  }

  @Test func outputsOfOtherSharesDoNotMatter() throws {
    for index in 0..<10 { try link("voice.flac", at: "in/\(index).flac") }
    #expect(try transcribe("in", "--shard", "1/2").code == 0)
    #expect(try transcribe("in", "--shard", "2/2").code == 0)
    let again = try transcribe("in", "--shard", "1/2")
    #expect(again.code == 4 && again.errors.contains("outputs exist already"))
  }

  @Test func namesThatClashAreRefusedInEveryShare() throws {
    try link("voice.flac", at: "b.flac", "x/b.flac")
    for number in 1...5 {
      let refused = try transcribe("b.flac", "x/b.flac", "-o", "out/", "--shard", "\(number)/5")
      #expect(refused.code == 2)
      #expect(refused.errors.contains("'b.flac' and 'x/b.flac' would both be written to"))
    }
  }

  @Test func aShareMayBeEmpty() throws {
    try link("voice.flac", at: "a.flac")
    let errors = try ["1/2", "2/2"].map { number in
      let outcome = try transcribe("a.flac", "--shard", number)
      #expect(outcome.code == 0)
      return outcome.errors
    }
    #expect(errors.filter { $0.contains("0 of 0 recordings transcribed\n") }.count == 1)
    #expect(try folder.names() == ["a.flac", "a.mid"])
  }

  /// As where the collection is not mounted.
  @Test func whatOneMachineDoesNotSeeIsNoSecret() throws {
    try link("voice.flac", at: "in/a.flac", "empty/notes.pdf")
    for number in 1...4 {
      let outcome = try transcribe("in", "empty", "-o", "out/", "--shard", "\(number)/4")
      #expect(outcome.code == 6 && outcome.errors.contains("there is no recording in 'empty'"))
    }
    #expect(try results("out").count == 1)
    for number in 1...4 {
      let outcome = try transcribe("-r", "nowhere/", "-o", "out/", "--shard", "\(number)/4")
      #expect(outcome.code == 3 && outcome.errors.contains("cannot open 'nowhere/'"))
    }
  }
}
