import Testing

@testable import basicpitch

@Suite struct UsageErrorTests {
  /// The message that a command line earns.
  private func message(_ words: [String]) -> String {
    do throws(UsageError) {
      return "no error: \(try toy.parse(words))"
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("a -ob --level x", "--level wants a number from 0 to 1, got 'x'"),
    ("a -ob --level 1.5", "--level wants a number from 0 to 1, got '1.5'"),
    ("a -ob --level=nan", "--level wants a number from 0 to 1, got 'nan'"),
    ("a -ob --level=0x1", "--level wants a number from 0 to 1, got '0x1'"),
    ("a -ob --level=", "--level wants a number from 0 to 1, got ''"),
    ("a -ob --level -1", "--level wants a number from 0 to 1, got '-1'"),
    ("a -ob --gain inf", "--gain wants a number of at least -60, got 'inf'"),
    ("a -ob --gain 1e999", "--gain wants a number of at least -60, got '1e999'"),
    ("a -ob --count 2.5", "--count wants a whole number from 1 to 10, got '2.5'"),
    ("a -ob --count 11", "--count wants a whole number from 1 to 10, got '11'"),
    ("a -ob --limit 0", "--limit wants a whole number of at least 1, got '0'"),
    (
      "a -ob --limit 99999999999999999999",
      "--limit wants a whole number of at least 1, got '99999999999999999999'"
    ),
    ("a -ob --colour blue", "--colour wants red or light-green, got 'blue'"),
    ("a -ob --like=blue", "--like wants red or light-green, got 'blue'"),
    ("a -ob --like=", "--like wants red or light-green, got ''"),
    ("a --output=", "--output wants a file, got ''"),
    ("a -o", "-o wants a file, got nothing"),
    ("a -o --loud", "-o wants a file, got nothing"),
    ("a --output --", "--output wants a file, got nothing"),
    ("a -ob --loud=1", "--loud takes no value, got '1'"),
    ("a -ob -l=1", "-l takes no value, got '1'"),
    ("-ob", "FILE is missing"),
    ("a", "--output is missing"),
    ("a b c d -oe", "unexpected argument 'd'"),
    ("a -ob --levle 1", "unknown option '--levle' (did you mean '--level'?)"),
    ("a -ob --colours=red", "unknown option '--colours' (did you mean '--colour'?)"),
    ("a -ob --hepl", "unknown option '--hepl' (did you mean '--help'?)"),
    ("a -ob --something", "unknown option '--something'"),
    ("a -ob -x", "unknown option '-x'"),
    ("a -ob -gain", "unknown option '-g' (did you mean '--gain'?)"),
    ("a -ob -help", "unknown option '-h' (did you mean '--help'?)"),
    ("a -ob -lh", "unknown option '-h' (did you mean '--help'?)"),
    ("a -ob --loud --count=10", "--loud goes with less than --count 10"),
  ])
  func messageOfACommand(line: String, problem: String) {
    let words = line.split(separator: " ").map(String.init)
    #expect(message(["paint"] + words) == problem + "; see 'toy paint --help'")
  }

  @Test(arguments: [
    ("", "no command given"),
    ("--", "no command given"),
    ("- paint", "no command given"),
    ("piant a", "unknown command 'piant' (did you mean 'paint'?)"),
    ("sculpt a", "unknown command 'sculpt'"),
    ("--loud paint a", "unknown option '--loud'"),
    ("--loud nothing", "unknown option '--loud'"),
    ("--versoin", "unknown option '--versoin' (did you mean '--version'?)"),
    ("-x", "unknown option '-x'"),
  ])
  func messageOfTheProgram(line: String, problem: String) {
    let words = line.split(separator: " ").map(String.init)
    #expect(message(words) == problem + "; see 'toy --help'")
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1),
    ("abc", "abcd", 1), ("abc", "axc", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func editDistanceCountsSlips(a: String, b: String, distance: Int) {
    #expect(editDistance(a, b) == distance)
    #expect(editDistance(b, a) == distance)
  }
}
