import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

/// The real program while it runs: what it holds, what it shows, and how it is stopped.
@Suite struct LongRunExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Makes a folder of links to recordings, which cost no room.
  private func link(_ recordings: [String], times count: Int, in name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.file(name), withIntermediateDirectories: false)
    for index in 0..<count {
      for recording in recordings {
        try FileManager.default.createSymbolicLink(
          atPath: folder.file("\(name)/\(index)-\(recording)"),
          withDestinationPath: Fixture.path("Recordings/\(recording)"))
      }
    }
  }

  #if os(Linux)
    /// The most memory and the most descriptors that a run took, in kB and in number.
    private func peaks(_ words: [String]) throws -> (memory: Int, descriptors: Int) {
      let process = Executable.process(words, in: folder.path)
      process.standardError = FileHandle.nullDevice
      try process.run()
      let place = "/proc/\(process.processIdentifier)"
      var (memory, descriptors) = (0, 0)
      while process.isRunning {
        // The kernel keeps the mark, so how often it is looked at does not matter.
        let status = (try? String(contentsOfFile: "\(place)/status", encoding: .utf8)) ?? ""
        let mark = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        memory = max(memory, mark.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
        let open = try? FileManager.default.contentsOfDirectory(atPath: "\(place)/fd")
        descriptors = max(descriptors, open?.count ?? 0)
        usleep(2000)
      }
      #expect(process.terminationStatus == 0)
      return (memory, descriptors)
    }

    /// Half an hour at this rate would be 58 MB.
    @Test func memoryOfARenderingDoesNotGrowWithItsLength() throws {
      for (name, minutes) in [("short", 1), ("long", 30)] {
        let notes = (0..<10 * minutes).map {
          NoteEvent(
            onset: 6 * Double($0), offset: 6 * Double($0) + 5, pitch: 60, confidence: 0.5,
            pitchBends: [])
        }
        let bytes = MIDIFileEncoder().encode(NoteArranger().arrange(notes))
        try Data(bytes).write(to: URL(filePath: folder.file("\(name).mid")))
      }
      let options = ["--rate", "8000", "--normalize", "none"]
      let short = try peaks(["render", "short.mid", "-o", "short.wav"] + options).memory
      let long = try peaks(["render", "long.mid", "-o", "long.flac"] + options).memory
      #expect(short > 5000 && long < short + 4000)
    }

    /// What can be written here: a PNG file needs cairo.
    private func drawn() throws -> String {
      let words = ["plot", Fixture.path("Recordings/band.mid"), "-o", folder.file("test.png")]
      return try Executable.run(words).code == 0 ? "html,svg,png" : "html,svg"
    }

    /// A window of audio left behind by each of the recordings would be 43 MB. Without that, 56 to 76 MB
    /// were seen for either number: what two workers hold at once depends on how they meet, so there is a
    /// limit and no comparison of two runs.
    @Test func neitherMemoryNorDescriptorsGrowWithTheNumberOfRecordings() throws {
      try link(["one-sample.wav", "empty.wav"], times: 25, in: "few")
      try link(["one-sample.wav", "empty.wav"], times: 150, in: "many")
      let options = [
        "-o", "out/", "--quiet", "--format",
        "mid,csv,json,ndjson,npz,txt,intervals,f0," + (try drawn()),
      ]
      let few = try peaks(["transcribe", "few", "-j", "2"] + options)
      let many = try peaks(["transcribe", "many", "-j", "2", "--force"] + options)
      #expect(few.memory > 10_000 && few.memory < 92_000 && many.memory < 92_000)
      // Of each of two: the recording, eleven outputs, the five parts of an archive, the sound of a
      // page, for us and for libsndfile; and the usual.
      #expect(many.descriptors <= 2 * 19 + 8)
    }

    /// Pages of more than half an hour have no sound, and pictures as many columns as any.
    @Test func whatIsDrawnOfLongerRecordingsTakesNoMoreMemory() throws {
      let memories = try [2400, 7200].map { seconds in
        let path = folder.file("\(seconds).raw")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        try FileHandle(forWritingTo: URL(filePath: path)).truncate(
          atOffset: UInt64(2 * 22_050 * seconds))
        let words = ["transcribe", path, "--raw-rate", "22050", "--quiet", "--format"]
        return try peaks(words + [drawn()]).memory
      }
      #expect(memories[0] > 10_000 && memories[1] < memories[0] + 16_000, "\(memories)")
    }

    /// Five minutes of posteriorgrams are 55 MB, and as many values are decoded in both.
    @Test func memoryGrowsNeitherWithTheLengthOfAnArchiveNorOfASweptRecording() throws {
      for (name, seconds) in [("short", 10), ("long", 300)] {
        // Silence without a header: a hole in a file, which costs no room.
        let path = folder.file(name + ".raw")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        try FileHandle(forWritingTo: URL(filePath: path)).truncate(
          atOffset: UInt64(2 * 22_050 * seconds))
      }
      let options = ["--format", "mid,f0", "--sweep", "onset-threshold=0.3,0.5,0.7", "--quiet"]
      func memories(_ words: [String], _ ending: String) throws -> [Int] {
        try ["short", "long"].map {
          try peaks(["transcribe", $0 + ending] + words + options + ["--force"]).memory
        }
      }
      let heard = try memories(["--raw-rate", "22050", "--save-model-outputs"], ".raw")
      #expect(heard[0] > 5_000 && heard[1] < heard[0] + 16_000)
      let again = try memories(["--from-posteriorgrams"], ".npz")
      #expect(again[0] > 5_000 && again[1] < again[0] + 16_000)
    }
  #endif

  @Test(arguments: [SIGINT, SIGTERM])
  func whoIsStoppedLeavesNothingHalfWritten(signal: Int32) throws {
    try link(["voice.flac", "band.wav"], times: 40, in: "in")
    let process = Executable.process(
      ["transcribe", "in", "-o", "out/", "--format", "mid,csv", "-j", "2", "--report", "r.json"],
      in: folder.path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    func names() -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: folder.file("out"))) ?? []
    }
    while process.isRunning && names().filter({ $0.hasSuffix(".csv") && $0.first != "." }).count < 3
    { usleep(2000) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 128 + signal)
    #expect(names().allSatisfy { !$0.hasPrefix(".") } && names().count < 160)
    #expect(try folder.names() == ["in", "out"])
    for name in names() where name.hasSuffix(".mid") {
      let bytes = try Data(contentsOf: URL(filePath: folder.file("out/\(name)")))
      #expect(bytes.starts(with: Array("MThd".utf8)) && bytes.suffix(3) == Data([0xFF, 0x2F, 0]))
    }
    let resumed = try Executable.run(
      ["transcribe", "in", "-o", "out/", "--format", "mid,csv", "--skip-existing"], in: folder.path)
    #expect(resumed.code == 0 && names().count == 160)
  }

  @Test func whoIsStoppedWaitingForAudioLeavesNothing() throws {
    let process = Executable.process(["transcribe", "-", "-o", "a.mid"], in: folder.path)
    let input = Pipe()
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    try process.run()
    // More than a pipe holds: when it is taken in, the output has been prepared.
    try input.fileHandleForWriting.write(contentsOf: Fixture.data("Recordings/band.wav"))
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try folder.names().isEmpty)
    try input.fileHandleForWriting.close()
  }

  @Test(.timeLimit(.minutes(2))) func linesComeWhileAudioDoes() throws {
    let process = Executable.process(
      ["transcribe", "-", "-o", "-", "--format", "ndjson", "--raw-rate", "16000"])
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let samples = try Fixture.data("Recordings/band.wav").dropFirst(44)
    for _ in 0..<6 { try input.fileHandleForWriting.write(contentsOf: samples) }
    // The end of the recording has not been said, and there is something to read.
    let first = output.fileHandleForReading.availableData
    #expect(process.isRunning && first.starts(with: Array("{\"start\":".utf8)))
    try input.fileHandleForWriting.close()
    let rest = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let lines = (first + rest).split(separator: UInt8(ascii: "\n"))
    let starts = try lines.map { line in
      let note = try JSONSerialization.jsonObject(with: line) as? [String: Any]
      return try #require(note?["start"] as? Double)
    }
    #expect(starts.count > 50 && starts == starts.sorted())
  }

  /// What is drawn on a terminal of some kind.
  private func drawing(_ kind: String, _ options: String...) throws -> String {
    var (main, side) = (Int32(-1), Int32(-1))
    #expect(openpty(&main, &side, nil, nil, nil) == 0)
    defer { close(main) }
    let screen = FileHandle(fileDescriptor: side, closeOnDealloc: true)
    let process = Executable.process(
      ["transcribe", "in", "-o", "out/", "--force"] + options, environment: ["TERM": kind],
      in: folder.path)
    process.standardError = screen
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // What was said fits into the terminal's buffer; there may be nothing.
    _ = fcntl(main, F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(main, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  @Test func progressIsForTerminalsThatCanDrawIt() throws {
    try link(["voice.flac"], times: 3, in: "in")
    let drawn = try drawing("xterm")
    #expect(drawn.contains("\r0/3 recordings") && drawn.contains("× real time\u{1b}[K"))
    #expect(drawn.hasSuffix("× real time\r\n"))
    #expect(!drawn.contains("\u{1b}[3"))  // no colours
    let dumb = try drawing("dumb")
    #expect(!dumb.contains("\u{1b}") && dumb.contains("3 of 3 recordings"))
    #expect(try drawing("xterm", "--quiet").isEmpty)
  }
}
