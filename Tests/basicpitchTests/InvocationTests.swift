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

  @Test(arguments: [
    ("transcribe a - -o x/", "standard input is one recording; - stands alone"),
    ("transcribe - --files-from l -o x/", "standard input is one recording; - stands alone"),
    (
      "transcribe - -o x --shard 1/2",
      "standard input is one recording; --shard is for files and folders"
    ),
    ("transcribe a --shard 0/3", "--shard wants I/N with I from 1 to N, as in 2/8, got '0/3'"),
    ("transcribe a --shard 4/3", "--shard wants I/N with I from 1 to N, as in 2/8, got '4/3'"),
    ("transcribe a b -o -", "-o - is for one recording"),
    ("transcribe a -o - --format mid,csv", "-o - is for one format"),
    ("transcribe a -o - --save-note-events", "-o - is for one format"),
    ("transcribe a -o - --format npz", "an archive cannot be written to a pipe"),
    ("transcribe a -o - --page p.html", "-o - is for one format"),
    ("transcribe a --page -", "--page wants a file; -o - --format html writes to standard output"),
    (
      "transcribe a -o b.html --page c.html",
      "--page 'c.html' is a second .html; leave one of them out"
    ),
    ("transcribe a -o - --report -", "-o - and --report - exclude each other"),
    (
      "transcribe a --force --skip-existing",
      "--force and --skip-existing exclude each other"
    ),
    (
      "transcribe a --format midi",
      "--format wants some of mid,csv,json,ndjson,npz,txt,html,intervals,f0,svg,png, got 'midi'"
    ),
    ("transcribe a -j 0", "-j wants a whole number from 1 to 1024, got '0'"),
    (
      "transcribe a -o c --minimum-frequency 200 --maximum-frequency 100.5",
      "--minimum-frequency 200 is above --maximum-frequency 100.5"
    ),
    (
      "transcribe a --preset piano --compatible",
      "--compatible excludes --preset piano, which the original does not have"
    ),
    (
      "transcribe a --preset drums",
      "--preset wants piano, guitar, bass, vocals, strings, winds or mono, got 'drums'"
    ),
    (
      "transcribe a --preset bass --minimum-frequency 500",
      "--minimum-frequency 500 is above the 415 of --preset bass"
    ),
    (
      "transcribe a --preset guitar --maximum-frequency 50",
      "--maximum-frequency 50 is below the 60 of --preset guitar"
    ),
    ("transcribe a --mpe --no-pitch-bends", "--no-pitch-bends and --mpe exclude each other"),
    (
      "transcribe a --pitch-bends=single --multiple-pitch-bends",
      "--multiple-pitch-bends and --pitch-bends single exclude each other"
    ),
    (
      "transcribe a --pitch-bends mpe --no-pitch-bends",
      "--no-pitch-bends and --pitch-bends mpe exclude each other"
    ),
    (
      "transcribe a --mpe --multiple-pitch-bends",
      "--multiple-pitch-bends and --mpe exclude each other"
    ),
    (
      "transcribe a --mpe --pitch-bends per-pitch",
      "--mpe and --pitch-bends per-pitch exclude each other"
    ),
    (
      "transcribe a --mpe --compatible",
      "--compatible excludes MPE, which the original cannot write"
    ),
    (
      "transcribe a --pitch-bends mpe --compatible=0.4.0",
      "--compatible excludes MPE, which the original cannot write"
    ),
    (
      "transcribe a --pitch-bends many",
      "--pitch-bends wants none, single, mpe or per-pitch, got 'many'"
    ),
    ("transcribe a -o c -qv", "--quiet and --verbose exclude each other"),
    ("transcribe -o c", "INPUT is missing"),
    (
      "transcribe a -o c --max-polyphony 0",
      "--max-polyphony wants a whole number of at least 1, got '0'"
    ),
    (
      "transcribe -",
      "standard input has no name to call the MIDI file by; say -o FILE"
    ),
    ("transcribe a --raw-format s16", "--raw-format needs --raw-rate"),
    ("transcribe a --raw-channels 2", "--raw-channels needs --raw-rate"),
    ("transcribe a --duration x", "--duration wants a time such as 90, 1:30 or 0:01:30.5, got 'x'"),
    (
      "transcribe a --from-posteriorgrams --start 3",
      "--from-posteriorgrams excludes --start: nothing is heard any more"
    ),
    (
      "transcribe a --from-posteriorgrams --model b",
      "--from-posteriorgrams excludes --model: nothing is heard any more"
    ),
    (
      "transcribe - --from-posteriorgrams -o a.mid",
      "an archive is read from its end, so it cannot be -"
    ),
    (
      "transcribe a --sweep tempo=1,2",
      "--sweep knows no 'tempo'; it takes onset-threshold, frame-threshold, minimum-note-length,"
        + " max-polyphony, minimum-frequency, maximum-frequency"
    ),
    (
      "transcribe a --sweep onset-threshold=0.8:1.2:0.2",
      "--sweep: onset-threshold wants a number from 0 to 1, got '1.2'"
    ),
    (
      "transcribe a --sweep max-polyphony=1:1000:1 --sweep max-polyphony=2",
      "--sweep asks for more than 200 results of a recording"
    ),
    (
      "transcribe a --sweep max-polyphony=1,2 --sweep max-polyphony=2",
      "--sweep has max-polyphony twice"
    ),
    (
      "transcribe a --sweep minimum-frequency=50,500 --maximum-frequency 400",
      "--minimum-frequency 500 is above --maximum-frequency 400"
    ),
    ("transcribe a --sweep max-polyphony=1,2 -o -", "-o - is for one result, --sweep for several"),
    ("transcribe a --name-template b -o -", "-o - has no name for --name-template"),
    ("transcribe a --start 1:99", "--start wants a time such as 90, 1:30 or 0:01:30.5, got '1:99'"),
    (
      "transcribe a --channel 0",
      "--channel wants left, right, mix or the number of a channel, got '0'"
    ),
    ("transcribe a -o c --compatible=0.3", "--compatible wants main or 0.4.0, got '0.3'"),
  ])
  func transcribeRefuses(line: String, problem: String) {
    #expect {
      try parse(line)
    } throws: { error in
      "\(error)" == problem + "; see 'basicpitch transcribe --help'"
    }
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

  @Test(arguments: [
    ("evaluate", "TRUTH is missing"), ("evaluate a", "ESTIMATE is missing"),
    (
      "evaluate a b --onset-tolerance=-1",
      "--onset-tolerance wants a number of at least 0, got '-1'"
    ),
  ])
  func evaluateRefuses(line: String, problem: String) {
    #expect {
      try parse(line)
    } throws: { error in
      "\(error)" == problem + "; see 'basicpitch evaluate --help'"
    }
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
