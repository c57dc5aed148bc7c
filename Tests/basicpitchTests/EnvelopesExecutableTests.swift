import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

@testable import basicpitch

/// The real program, telling which instruments play when.
@Suite struct EnvelopesExecutableTests {
  private let folder: TemporaryFolder
  private let guitar = Fixture.guitar
  /// A network of random weights: what it says means nothing, but its shares sum up to one.
  private let network = Fixture.path("Instruments/small.bpw")

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Executable.Outcome {
    try Executable.run(["envelopes"] + arguments, in: folder.path)
  }

  private func lines(_ name: String) throws -> [[Substring]] {
    try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",")
    }
  }

  /// Six seconds of A4 at half of full scale, 32-bit float without a header.
  private func writeTone() throws {
    let samples = (0..<6 * 22_050).map { Float(0.5 * sin(2 * .pi * 440 * Double($0) / 22_050)) }
    try samples.withUnsafeBytes { Data($0) }.write(to: URL(filePath: folder.file("a.raw")))
  }

  /// −6.02 dB: a table has tenths of ten families, and 256 samples are not whole periods (0.2 dB).
  @Test func allFamiliesTogetherAreAsLoudAsTheRecording() throws {
    try writeTone()
    let outcome = try run(
      "a.raw", "--raw-rate", "22050", "--raw-format", "f32", "--model", network, "-o", "a.csv")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let table = try lines("a.csv")
    #expect(table[0].joined(separator: ",").hasPrefix("time_s,piano_db,guitar_db,bass_db"))
    // ⌊132 300 / 36 164 · 142⌋ = 519 frames, four a line.
    #expect(table.count == 1 + 129)
    let times = table.dropFirst().compactMap { Double($0[0]) }
    #expect(times.count == 129 && zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    for line in table.dropFirst(10).dropLast(10) {
      let power = line.dropFirst().compactMap { Double($0) }.reduce(0) { $0 + pow(10, $1 / 10) }
      #expect(abs(10 * log10(power) + 6.02) < 0.4)
    }
  }

  @Test func threadsChangeNothing() throws {
    for threads in ["1", "3"] {
      let outcome = try run(
        guitar, "--model", network, "--threads", threads, "-o", "\(threads).csv")
      #expect(outcome.code == 0)
    }
    #expect(try lines("1.csv") == lines("3.csv"))
    #expect(try run(guitar, "--model", network, "-o", "-").output == contents("1.csv"))
  }

  private func contents(_ name: String) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }

  @Test func aPictureNamesTheFamilies() throws {
    #expect(try run(guitar, "--model", network, "-o", "a.csv", "--plot", "a.svg").code == 0)
    let picture = try contents("a.svg")
    for family in InstrumentFamily.allCases { #expect(picture.contains(">\(family.rawValue)<")) }
    #expect(picture.contains("<image"))
  }

  @Test func whatExistsIsKept() throws {
    try Data("mine".utf8).write(to: URL(filePath: folder.file("a.csv")))
    let outcome = try run(guitar, "--model", network, "-o", "a.csv", "--plot", "a.svg")
    #expect(outcome.code != 0 && outcome.errors.contains("'a.csv' exists"))
    #expect(try contents("a.csv") == "mine")
    #expect(try folder.names() == ["a.csv"])
  }

  @Test func filesOfOtherNetworksAreRefused() throws {
    let outcome = try run(guitar, "--model", Fixture.model, "-o", "a.csv")
    #expect(outcome.code == ExitCode.model.rawValue)
    #expect(outcome.errors.contains("icassp_2022.bpw"))
    #expect(try folder.names() == [])
  }

  /// The family with most energy in a table.
  private func loudest(in table: String) throws -> InstrumentFamily {
    var energies = [Double](repeating: 0, count: InstrumentFamily.allCases.count)
    for line in try lines(table).dropFirst() {
      for (family, level) in line.dropFirst().enumerated() {
        energies[family] += pow(10, (Double(level) ?? 0) / 10)
      }
    }
    let loudest = energies.indices.max { energies[$0] < energies[$1] }
    return InstrumentFamily.allCases[try #require(loudest)]
  }

  /// What the shipped network tells best: a bass below, bells above, and drums, each with more than four
  /// fifths of the energy when these were chosen.
  @Test(arguments: [
    (UInt8(33), 0, [33, 36, 40, 43], InstrumentFamily.bass), (11, 0, [60, 67, 72, 76], .mallets),
    (0, 9, [36, 42, 38, 42], .drums),
  ])
  func aPlayerAloneIsTold(program: UInt8, channel: Int, keys: [Int], family: InstrumentFamily)
    throws
  {
    let notes = (0..<20).flatMap { beat in
      let (time, key) = (0.3 * Double(beat), keys[beat % keys.count])
      return [
        MIDIEvent(time: time, channel: channel, message: .noteOn(pitch: key, velocity: 90)),
        MIDIEvent(time: time + 0.28, channel: channel, message: .noteOff(pitch: key, velocity: 0)),
      ]
    }
    let change = MIDIEvent(
      time: 0, channel: channel, message: .programChange(Int(program)))
    let file = MIDIFile(tracks: [MIDITrack(events: [change] + notes)])
    try Data(MIDIFileEncoder().encode(file)).write(to: URL(filePath: folder.file("a.mid")))
    #expect(try Executable.run(["render", "a.mid"], in: folder.path).code == 0)
    #expect(try run("a.wav", "-o", "a.csv").code == 0)
    #expect(try loudest(in: "a.csv") == family)
  }

  /// The first program change of a track, in bytes: status C0, then the program.
  private func program(of name: String) throws -> Int {
    let bytes = try Array(Data(contentsOf: URL(filePath: folder.file(name))))
    return Int(bytes[try #require(bytes.firstIndex(of: 0xC0)) + 1])
  }

  @Test func theTrackHasTheProgramThatIsAskedFor() throws {
    for word in ["auto", "40"] {
      let outcome = try Executable.run(
        ["transcribe", guitar, "--program", word, "-o", "\(word).mid"], in: folder.path)
      #expect(outcome.code == 0)
    }
    #expect(try program(of: "40.mid") == 40)
    #expect(try run(guitar, "-o", "a.csv").code == 0)
    #expect(try program(of: "auto.mid") == loudest(in: "a.csv").program)
  }

  /// But for the program, the file is the one that is written without.
  @Test func aProgramChangesNothingElse() throws {
    let paths = ["a.mid", "b.mid"]
    let auto = ["transcribe", guitar, "--program", "auto", "-o", "a.mid"]
    #expect(try Executable.run(auto, in: folder.path).code == 0)
    let told = ["--program", "\(try program(of: "a.mid"))", "-o", "b.mid"]
    #expect(try Executable.run(["transcribe", guitar] + told, in: folder.path).code == 0)
    let files = try paths.map { try Data(contentsOf: URL(filePath: folder.file($0))) }
    #expect(files[0] == files[1])
  }
}
