import Testing

@testable import basicpitch

/// Command lines that are refused, and the line that says why.
@Suite struct RefusedInvocationTests {
  private func expect(_ line: String, of command: String, isRefusedWith problem: String) {
    #expect {
      try Invocation.program.parse(line.split(separator: " ").map(String.init))
    } throws: { error in
      "\(error)" == problem + "; see 'basicpitch \(command) --help'"
    }
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
      "--format wants some of mid,csv,json,ndjson,npz,txt,html,intervals,f0,svg,png,musicxml, got 'midi'"
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
      "transcribe a --program 25 --compatible",
      "--compatible excludes --program, which the original does not have"
    ),
    (
      "transcribe a --program 128",
      "--program wants auto or a number from 0 to 127, got '128'"
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
      "transcribe a.npz --from-posteriorgrams --program auto",
      "--from-posteriorgrams excludes --program auto, which wants the recording's sound"
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
    expect(line, of: "transcribe", isRefusedWith: problem)
  }

  @Test(arguments: [
    ("evaluate", "TRUTH is missing"), ("evaluate a", "ESTIMATE is missing"),
    (
      "evaluate a b --onset-tolerance=-1",
      "--onset-tolerance wants a number of at least 0, got '-1'"
    ),
  ])
  func evaluateRefuses(line: String, problem: String) {
    expect(line, of: "evaluate", isRefusedWith: problem)
  }
}
