import Foundation
import TestSupport
import Testing

@Suite struct EvaluateExecutableTests {
  private let folder: TemporaryFolder
  private let truth = Fixture.path("Evaluation/truth/d01_piano_ballad.csv")
  private let midi = Fixture.path("Evaluation/estimates/d01_piano_ballad.mid")
  private let table = Fixture.path("Evaluation/estimates/d01_piano_ballad.csv")

  init() throws { folder = try TemporaryFolder() }

  private func evaluate(_ words: String...) throws -> Executable.Outcome {
    try Executable.run(["evaluate"] + words)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// A member of members, such as "mean.onset.recall".
  private func number(_ path: String, in object: [String: Any]) throws -> Double {
    let names = path.split(separator: ".").map(String.init)
    let parent = names.dropLast().reduce(object) { $0[$1] as? [String: Any] ?? [:] }
    return try #require(parent[names.last ?? ""] as? Double)
  }

  private func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
    return folder.file(name)
  }

  @Test func oneEstimateGivesAllFigures() throws {
    let truth = try write("0,1,60,80\n1,2,62,90\n", to: "truth.csv")
    let estimate = try write("0.02,1,60,80\n1,1.5,62,90\n", to: "estimate.csv")
    let outcome = try evaluate(truth, estimate)
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let expected = """
      notes: 2, in the truth: 2
                                precision     recall          F    overlap
      onset                         1.000      1.000      1.000      0.740
      onset, offset                 0.500      0.500      0.500      0.980
      onset, offset, velocity       0.500      0.500      0.500      0.980
      frames of 10 ms               1.000      0.740      0.851
      frame accuracy                0.740
      onset bias, in ms             +10.0
      onset spread, in ms            10.0
      best F by onset               1.000
        with a shift, in ms             0

      """
    #expect(outcome.output == expected)
  }

  @Test func severalEstimatesHaveARowEachAndAMean() throws {
    let lines = try evaluate(truth, midi, table).output.components(separatedBy: "\n")
    // 0.763 is mir_eval's F of both, as is 0.341 of one and 0.348 of the other.
    #expect(lines[1].hasPrefix(midi) && lines[1].contains("   0.763   0.341"))
    #expect(lines[2].hasPrefix(table) && lines[2].contains("   0.763   0.348"))
    #expect(lines[3].hasPrefix("mean ") && lines[3].contains("   0.763   0.344"))
    #expect(lines[5] == "mean of 2 estimates")
  }

  @Test func jsonHasEveryFigureInFull() throws {
    let row = try #require(
      try Fixture.lines("Evaluation/expected.csv").first { $0.contains("d01_piano_ballad.mid") })
    let columns = try #require(try Fixture.lines("Evaluation/expected.csv").first)
    let expected = Dictionary(
      uniqueKeysWithValues: zip(
        columns.components(separatedBy: ","), row.components(separatedBy: ",")))
    let report = try json(try evaluate("--json", truth, midi).output)
    for (path, column) in [
      ("onset.precision", "onset_precision"), ("onset.overlap_ratio", "onset_overlap_ratio"),
      ("onset_offset.recall", "offset_recall"), ("frame.accuracy", "frame_accuracy"),
      ("onset_offset_velocity.f_measure", "velocity_f_measure"),
      ("onset_bias", "deviation_median"), ("onset_spread", "deviation_interquartile_range"),
      ("best_shift.shift", "shift"), ("best_shift.f_measure", "shifted_f_measure"),
    ] {
      let reference = try #require(expected[column].flatMap(Double.init))
      #expect(abs(try number("mean." + path, in: report) - reference) <= 1e-9, "\(path)")
    }
    let estimate = try #require((report["estimates"] as? [[String: Any]])?.first)
    #expect(estimate["truth"] as? String == truth && estimate["estimate"] as? String == midi)
    #expect(estimate["estimate_note_count"] as? Int == 151)
  }

  @Test func namesAreEscapedAndUnknownFiguresAreNull() throws {
    let odd = try write("0,1,60\n", to: "a\"\\\n\u{1}é.csv")
    let report = try json(try evaluate("--json", odd, odd).output)
    let estimate = try #require((report["estimates"] as? [[String: Any]])?.first)
    #expect(estimate["name"] as? String == odd)
    #expect(estimate["onset_offset_velocity"] is NSNull)
  }

  @Test func tolerancesAreThoseAskedFor() throws {
    let truth = try write("1,2,60,80\n", to: "truth.csv")
    let estimate = try write("1.08,2.5,60.6,80\n", to: "estimate.csv")
    func figure(_ name: String, _ options: String...) throws -> Double {
      let outcome = try Executable.run(["evaluate", "--json", truth, estimate] + options)
      return try number("mean.\(name).f_measure", in: try json(outcome.output))
    }
    #expect(try figure("onset", "--onset-tolerance", "80") == 0)
    #expect(try figure("onset", "--onset-tolerance", "80", "--pitch-tolerance", "61") == 1)
    let wide = ["--onset-tolerance=80", "--pitch-tolerance=61"]
    #expect(try figure("onset_offset", wide[0], wide[1]) == 0)
    #expect(try figure("onset_offset", wide[0], wide[1], "--offset-ratio", "0.5") == 1)
    #expect(try figure("onset_offset", wide[0], wide[1], "--offset-min-tolerance", "500") == 1)
  }

  @Test func foldersArePairedByName() throws {
    let folders = ["truth", "estimates"].map { Fixture.path("Evaluation/" + $0) }
    let lines = try evaluate(folders[0], folders[1]).output.components(separatedBy: "\n")
    #expect(lines[1].hasPrefix("crowd-0 ") && lines[24].hasPrefix("d14_vibes_lowlevel "))
    #expect(lines[25].hasPrefix("mean ") && lines[27] == "mean of 24 estimates")
    // The MIDI file, not the table, of which 0.348 is true.
    #expect(lines[11].hasPrefix("d01_piano_ballad ") && lines[11].contains("   0.763   0.341"))
  }

  @Test func whatHasNoPartnerIsSaid() throws {
    let manager = FileManager.default
    for name in ["truth", "estimates"] {
      try manager.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: false)
    }
    let (truth, estimates) = (folder.file("truth"), folder.file("estimates"))
    #expect(
      try evaluate(truth, estimates).errors
        == "basicpitch: no .mid, .midi or .csv file in '\(truth)'\n")
    _ = try write("0,1,60,80\n", to: "truth/a.csv")
    let missing = try evaluate(truth, estimates)
    #expect(missing.code == 3 && missing.output.isEmpty)
    #expect(missing.errors == "basicpitch: no estimate in '\(estimates)' for 'a'\n")
    _ = try write("0,1,60,80\n", to: "estimates/a.CSV")
    _ = try write("0,1,60,80\n", to: "estimates/b.csv")
    let surplus = try evaluate(truth, estimates)
    #expect(surplus.code == 0 && surplus.output.contains("notes: 1, in the truth: 1"))
    #expect(surplus.errors == "basicpitch: no truth in '\(truth)' for 'b'\n")
    #expect(try evaluate("-q", truth, estimates).errors.isEmpty)
    let mixed = try evaluate(truth, truth + "/a.csv")
    #expect(mixed.code == 3 && mixed.errors.contains("ESTIMATE must be one folder too"))
  }

  @Test func whatCannotBeReadExitsWith3() throws {
    let broken = try write("start,end,pitch\n0,1,60\n0,1,sixty\n", to: "broken.csv")
    let outcome = try evaluate(truth, midi, broken)
    #expect(outcome.code == 3 && outcome.output.isEmpty)
    #expect(
      outcome.errors
        == "basicpitch: cannot read '\(broken)': the pitch in line 3 is no number: 'sixty'\n")
    #expect(
      try evaluate("/nowhere.csv", midi).errors
        == "basicpitch: cannot read '/nowhere.csv': no such file or directory\n")
    let cut = try write("MThd\0\0", to: "cut.mid")
    #expect(try evaluate(truth, cut).errors.contains("truncated"))
  }

  @Test func endlessFilesAreRefused() throws {
    let outcome = try evaluate(truth, "/dev/zero")
    #expect(outcome.code == 3)
    #expect(
      outcome.errors == "basicpitch: cannot read '/dev/zero': the file is larger than 64 MiB\n")
  }
}
