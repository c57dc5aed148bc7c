import Foundation
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

  @Test func theExampleIsPlayedOnAGuitar() throws {
    #expect(try run(guitar, "-o", "a.csv").code == 0)
    var energies = [Double](repeating: 0, count: 10)
    for line in try lines("a.csv").dropFirst() {
      for (family, level) in line.dropFirst().enumerated() {
        energies[family] += pow(10, (Double(level) ?? 0) / 10)
      }
    }
    let loudest = energies.indices.max { energies[$0] < energies[$1] }
    #expect(loudest == 1)
  }

  /// The first program change of the track, in bytes: status C0, then the program.
  @Test(arguments: [("auto", 25), ("40", 40)])
  func theTrackHasTheProgramThatIsAskedFor(program: String, expected: UInt8) throws {
    let outcome = try Executable.run(
      ["transcribe", guitar, "--program", program, "-o", "a.mid"], in: folder.path)
    #expect(outcome.code == 0)
    let bytes = try Array(Data(contentsOf: URL(filePath: folder.file("a.mid"))))
    let place = try #require(bytes.firstIndex(of: 0xC0))
    #expect(bytes[place + 1] == expected)
  }

  /// But for the program, the file is the one that is written without.
  @Test func aProgramChangesNothingElse() throws {
    for (name, more) in [("a.mid", ["--program", "auto"]), ("b.mid", ["--program", "25"])] {
      let outcome = try Executable.run(["transcribe", guitar, "-o", name] + more, in: folder.path)
      #expect(outcome.code == 0)
    }
    let files = try ["a.mid", "b.mid"].map { try Data(contentsOf: URL(filePath: folder.file($0))) }
    #expect(files[0] == files[1])
  }
}
