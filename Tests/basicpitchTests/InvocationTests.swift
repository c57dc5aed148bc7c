import Evaluation
import TestSupport
import Testing

@testable import basicpitch

@Suite struct InvocationTests {
  private func parse(_ line: String) throws(UsageError) -> Request<Invocation> {
    try Invocation.program.parse(line.split(separator: " ").map(String.init))
  }

  @Test func transcribeHasTheDefaultsOfTheOriginal() throws {
    guard case .run(.transcribe(let arguments)) = try parse("transcribe a.wav -o a.mid") else {
      Issue.record("no transcription")
      return
    }
    #expect(arguments == TranscribeArguments(inputs: ["a.wav"], output: "a.mid"))
    // Source: spotify/basic-pitch at fa5997a, `basic_pitch/predict.py`.
    let notes = arguments.noteSettings
    #expect(notes.onsetThreshold == 0.5 && notes.frameThreshold == 0.3)
    #expect(arguments.minimumNoteLength == nil && arguments.midiTempo == 120)
    #expect(
      try parse("transcribe a.wav") == .run(.transcribe(TranscribeArguments(inputs: ["a.wav"]))))
    #expect(arguments.melodia && arguments.pitchBends && !arguments.multiplePitchBends)
    #expect(arguments.minimumFrequency == nil && arguments.maximumFrequency == nil)
  }

  @Test func transcribeTakesAllItsOptions() throws {
    let line = """
      transcribe --compatible=0.4.0 --model m --onset-threshold .4 --frame-threshold 0.2 \
      --minimum-note-length 50 --minimum-frequency 80 --maximum-frequency 900 \
      --multiple-pitch-bends --midi-tempo 99.5 --no-melodia --no-pitch-bends --max-polyphony 6 \
      --threads 2 --save-model-outputs --save-note-events --sonify-midi --force -v -oout in
      """
    let expected = TranscribeArguments(
      inputs: ["in"], output: "out", compatible: .release040, model: "m", onsetThreshold: 0.4,
      frameThreshold: 0.2, minimumNoteLength: 50, minimumFrequency: 80, maximumFrequency: 900,
      multiplePitchBends: true, midiTempo: 99.5, melodia: false, pitchBends: false,
      maxPolyphony: 6, threads: 2, saveModelOutputs: true, saveNoteEvents: true, sonifyMIDI: true,
      force: true, quiet: false, verbose: true)
    #expect(try parse(line) == .run(.transcribe(expected)))
  }

  @Test func transcribeTakesPartsAndRawSamples() throws {
    let line = """
      transcribe --start 1:02:03.5 --duration 90 --channel right --strict --raw-rate 48000 \
      --raw-format s24be --raw-channels 2 - -o out
      """
    var expected = TranscribeArguments(inputs: ["-"], output: "out")
    expected.source = RecordingArguments(
      start: 3723.5, duration: 90, channel: .only(2), strict: true, rawRate: 48_000,
      rawFormat: .s24be, rawChannels: 2)
    #expect(try parse(line) == .run(.transcribe(expected)))
    #expect(expected.recording(at: "-").origin == .standardInput)
    #expect(expected.recording(at: "./-").origin == .file("./-"))
  }

  @Test(arguments: [
    ("0", 0), ("1.5", 1.5), ("90", 90), ("1:30", 90), ("0:05.25", 5.25), ("61:00", 3660),
    ("1:00:00", 3600), ("2:03:04.5", 7384.5),
  ])
  func timesAreRead(text: String, seconds: Double) {
    #expect(time(text) == seconds)
  }

  @Test(arguments: [
    "", ":", "1:", ":30", "-1", "1:60", "1:2:60", "1:60:00", "1:2:3:4", "1.5:00", "+1:00", "1:-2",
    "nan", "x", "1e999",
  ])
  func otherThingsAreNoTimes(text: String) {
    #expect(time(text) == nil)
  }

  @Test func transcribeTakesManyRecordings() throws {
    let line = """
      transcribe -r --files-from list --skip-existing -j3 --shard 2/8 --report r.json \
      --format json,csv,json a b -o x/
      """
    let expected = TranscribeArguments(
      inputs: ["a", "b"],
      batch: BatchArguments(
        recursive: true, filesFrom: "list", skipExisting: true, jobs: 3, shard: Shard(2, of: 8),
        report: "r.json"),
      output: "x/", formats: [.json, .csv])
    #expect(try parse(line) == .run(.transcribe(expected)))
    let fromList = TranscribeArguments(batch: BatchArguments(filesFrom: "-"))
    #expect(try parse("transcribe --files-from -") == .run(.transcribe(fromList)))
  }

  @Test(arguments: [
    ("", [OutputFormat.mid]), ("-o x", [.mid]), ("-o x.MID", [.mid]), ("-o x.json", [.json]),
    ("-o a.b.ndjson", [.ndjson]), ("-o x.csv --format txt", [.txt]), ("-o -", [.mid]),
    ("-o x.json --save-note-events", [.json, .csv]),
    ("-o x.csv --save-note-events --sonify-midi", [.csv, .sound]),
    ("--format mid,npz --save-model-outputs", [.mid, .npz]),
    ("-o x.html", [.html]), ("--page x.html", [.mid, .html]), ("--format html,csv", [.html, .csv]),
  ])
  func formatsMayBeAskedForInManyWays(options: String, formats: [OutputFormat]) throws {
    guard case .run(.transcribe(let arguments)) = try parse("transcribe a " + options) else {
      Issue.record("no transcription")
      return
    }
    #expect(arguments.allFormats == formats)
  }

  @Test func compatibleAloneMeansTheMainBranch() throws {
    let expected = TranscribeArguments(inputs: ["a"], output: "b", compatible: .main)
    #expect(try parse("transcribe --compatible a -o b") == .run(.transcribe(expected)))
  }

  @Test(arguments: [
    ("", "single", true), ("--pitch-bends single", "single", true),
    ("--no-pitch-bends", "none", false), ("--pitch-bends none", "none", false),
    ("--pitch-bends none --no-pitch-bends", "none", false),
    ("--mpe", "mpe", true), ("--pitch-bends mpe", "mpe", true),
    ("--mpe --pitch-bends=mpe", "mpe", true),
    ("--multiple-pitch-bends", "per-pitch", true), ("--pitch-bends per-pitch", "per-pitch", true),
    // Tracks without bends, as in the original.
    ("--multiple-pitch-bends --no-pitch-bends", "per-pitch", false),
    ("--compatible --pitch-bends none", "none", false),
  ])
  func pitchBendsMayBeAskedForInManyWays(
    options: String, layout: String, bends: Bool
  ) throws {
    guard case .run(.transcribe(let arguments)) = try parse("transcribe a " + options) else {
      Issue.record("no transcription")
      return
    }
    #expect(arguments.trackLayout.rawValue == layout && arguments.wantsPitchBends == bends)
  }

  @Test func renderTakesAllItsOptions() throws {
    #expect(
      try parse("render a.mid -o a.wav") == .run(.render(.init(input: "a.mid", output: "a.wav"))))
    let expected = RenderArguments(
      input: "a", output: "b", rate: 48_000, bits: .float32, mono: true, force: true, quiet: true)
    #expect(
      try parse("render a -ob --rate 48000 --bits 32f --mono --force --quiet")
        == .run(.render(expected)))
  }

  @Test func evaluateTakesAllItsOptions() throws {
    let expected = EvaluateArguments(
      truth: "a", estimates: ["b", "c"], json: true, onsetTolerance: 25, pitchTolerance: 30,
      offsetRatio: 0.5, offsetMinTolerance: 80, quiet: true)
    let line = """
      evaluate a --json --onset-tolerance 25 --pitch-tolerance 30 --offset-ratio 0.5 b \
      --offset-min-tolerance 80 -q c
      """
    #expect(try parse(line) == .run(.evaluate(expected)))
  }

  @Test func evaluateHasTheTolerancesOfTheField() throws {
    let arguments = EvaluateArguments(truth: "a", estimates: ["b"])
    #expect(try parse("evaluate a b") == .run(.evaluate(arguments)))
    #expect(arguments.tolerances == Tolerances())
  }

  @Test func randomWordsNeverCrash() {
    var generator = SplitMix64(seed: 7)
    let pieces = [
      "transcribe", "render", "evaluate", "completions", "man", "bash", "-", "--", "---", "--=",
      "-=", "=", "", "-o", "-oq",
      "--output",
      "--output=", "--compatible", "--compatible=", "--threads", "-1", "1e9",
      "99999999999999999999",
      "--bits=24", "--rate", "é", "-é", "--é=ü", "\u{0}", "\r\n", "-qvqv", "--onset-threshold",
      "nan",
    ]
    for _ in 0..<20_000 {
      let words = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? pieces.randomElement(using: &generator)!
          : String(
            (0..<Int.random(in: 0...8, using: &generator)).map { _ in
              Character(Unicode.Scalar(UInt8.random(in: 32...126, using: &generator)))
            })
      }
      do throws(UsageError) {
        _ = try Invocation.program.parse(words)
      } catch {
        #expect(error.description.hasSuffix("--help'"), "\(words)")
      }
    }
  }
}
