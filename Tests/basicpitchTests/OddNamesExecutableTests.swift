import Foundation
import TestSupport
import Testing

/// The real program on names that are hard to write: shells hand them over as bytes.
@Suite struct OddNamesExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a script that knows the program as `$program` and a recording as `$voice`.
  ///
  /// `name` makes bytes of octal numbers, such as `\351` for é in Latin 1.
  private func shell(_ script: String) throws -> Executable.Outcome {
    let program = try #require(Executable.process([]).executableURL?.path(percentEncoded: false))
    let prologue = """
      set -e; program=$1; voice=$2; name() { printf "$1"; }
      transcribe() { "$program" transcribe "$@"; }

      """
    return try Executable.run(
      ["-c", prologue + script, "sh", program, Fixture.path("Recordings/voice.flac")],
      of: #require(Executable.installed("sh")), in: folder.path)
  }

  #if os(Linux)  // File systems of others know no such names.
    @Test func namesThatAreNoUTF8KeepTheirBytes() throws {
      let outcome = try shell(
        #"""
        mkdir in; cp "$voice" "$(name 'in/caf\351.flac')"; mkdir "$(name 'in/\377')"
        cp "$voice" "$(name 'in/\377/\356\276\200.flac')"
        transcribe "$(name 'in/caf\351.flac')"; test -s "$(name 'in/caf\351.mid')"
        transcribe "$(name 'in/caf\351.flac')" -o "$(name '\376.csv')"; test -s "$(name '\376.csv')"
        transcribe -r in -o "$(name 'out\351/')" -q
        test -s "$(name 'out\351/caf\351.mid')"; test -s "$(name 'out\351/\377/\356\276\200.mid')"
        name 'in/caf\351.flac\n' >list; transcribe --files-from list -o listed/ -q
        test -s "$(name 'listed/in/caf\351.mid')"
        transcribe "$(name 'in/caf\351.flac')" -o "$(name 'caf\351.npz')"
        transcribe --from-posteriorgrams "$(name 'caf\351.npz')"
        cmp "$(name 'caf\351.mid')" "$(name 'in/caf\351.mid')" >&2
        "$program" render "$(name 'caf\351.mid')"; test -s "$(name 'caf\351.wav')"
        "$program" evaluate "$(name 'caf\351.mid')" "$(name 'in/caf\351.mid')" >scores
        """#)
      #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    }

    @Test func messagesShowTheirBytes() throws {
      let outcome = try shell(#"transcribe "$(name 'caf\351\033.flac')""#)
      #expect(outcome.code == 3)
      #expect(
        outcome.errors
          == "basicpitch: cannot open 'caf\\xE9\\x1B.flac': no such file or directory\n")
    }

    /// To the system these are two names, to Swift two spellings of one.
    @Test func spellingsOfAnAccentAreTwoFiles() throws {
      let outcome = try shell(
        #"""
        mkdir in; cp "$voice" "$(name 'in/\303\251.flac')"; cp "$voice" "$(name 'in/e\314\201.flac')"
        cp "$voice" "$(name 'in/\314\201.flac')"
        transcribe in -o out/ -q; test "$(ls out | wc -l)" -eq 3
        """#)
      #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    }
  #endif

  @Test func dashesNewlinesSpacesAndLongNamesAreNames() throws {
    let outcome = try shell(
      #"""
      long=$(printf 'x%.0s' $(seq 250)); new=$(printf 'new\nline')
      mkdir in; for stem in -dash 'a  b' "$new" "$long"; do cp "$voice" "in/$stem.flac"; done
      cd in; transcribe -q -- -dash.flac "$new.flac" 'a  b.flac' "$long.flac"
      for stem in -dash 'a  b' "$new" "$long"; do test -s "./$stem.mid"; done
      transcribe -q -o=-out.mid -- -dash.flac; test -s ./-out.mid
      """#)
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let tooLong = try shell(
      #"transcribe "$voice" -o out/ --name-template "$(printf 'x%.0s' $(seq 252))""#)
    #expect(tooLong.code == 4 && tooLong.errors.contains("name too long"))
    let newline = try shell(#"transcribe "$(name 'in/no\nsuch.flac')""#)
    #expect(newline.errors.split(separator: "\n").count == 1)
    #expect(newline.errors.contains("'in/no\\nsuch.flac'"))
  }
}
