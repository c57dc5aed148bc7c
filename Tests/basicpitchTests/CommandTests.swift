import Testing

@testable import basicpitch

@Suite struct CommandTests {
  let base = ToyArguments(inputs: ["a"], output: "b")

  private func base(_ change: (inout ToyArguments) -> Void) -> ToyArguments {
    var arguments = base
    change(&arguments)
    return arguments
  }

  @Test func defaultsAreTheInitialValues() throws {
    #expect(try paint("a", "-o", "b") == base)
  }

  @Test(arguments: [
    ["a", "--output", "b"], ["a", "--output=b"], ["a", "-o", "b"], ["a", "-ob"], ["a", "-o=b"],
    ["-o", "b", "a"], ["-o", "b", "--", "a"],
  ])
  func valueMayBeSpelledInManyWays(words: [String]) throws {
    #expect(try ToyArguments.command.parse(words, path: "toy paint") == base)
  }

  @Test func valueMayHoldAnEqualsSign() throws {
    #expect(try paint("a", "--output=b=c").output == "b=c")
  }

  @Test func lettersMayBeGrouped() throws {
    let expected = base {
      $0.loud = true
      $0.fast = true
    }
    #expect(try paint("a", "-lf", "-o", "b") == expected)
    #expect(try paint("a", "-lfob") == expected)
    #expect(try paint("a", "-lfo", "b") == expected)
  }

  @Test func flagMayClearAProperty() throws {
    #expect(try paint("a", "-ob", "--no-polish") == base { $0.polish = false })
  }

  @Test func optionalValueTakesOnlyAnEqualsSign() throws {
    #expect(try paint("--like", "a", "-ob") == base { $0.like = .red })
    #expect(try paint("--like=light-green", "a", "-ob") == base { $0.like = .lightGreen })
  }

  @Test func twoDashesEndTheOptions() throws {
    #expect(try paint("-ob", "--", "-l", "--loud", "--").inputs == ["-l", "--loud", "--"])
  }

  @Test func singleDashIsAWord() throws {
    #expect(try paint("-", "-o", "-") == ToyArguments(inputs: ["-"], output: "-"))
  }

  @Test func negativeNumberIsAValue() throws {
    #expect(try paint("a", "-ob", "--gain", "-6.5").gain == -6.5)
    #expect(try paint("a", "-ob", "--gain=-6.5").gain == -6.5)
    #expect(try paint("a", "-ob", "--gain", "-.5e1").gain == -5)
  }

  @Test func wordsMayComeInAnyOrder() throws {
    #expect(try paint("x", "-l", "y", "-ob", "z").inputs == ["x", "y", "z"])
  }

  @Test func lastOfRepeatedOptionsWins() throws {
    #expect(try paint("a", "-ob", "--level", "0", "-l", "--level=1", "-l").level == 1)
  }

  @Test func everyKindOfValueIsRead() throws {
    let words = [
      "a", "-ob", "--level=1e-1", "--gain=3", "--count=7", "--limit=9", "--colour=light-green",
      "--note", "n",
    ]
    let expected = base {
      $0.level = 0.1
      $0.gain = 3
      $0.count = 7
      $0.limit = 9
      $0.colour = .lightGreen
      $0.note = "n"
    }
    #expect(try ToyArguments.command.parse(words, path: "toy paint") == expected)
  }

  @Test func declarationsAreData() {
    let options = ToyArguments.command.declaration.options
    #expect(options.map(\.name).prefix(3) == ["output", "level", "gain"])
    #expect(options[1].value == .required("L", .number(0...1)))
    #expect(options[1].defaultValue == "0.5")
    #expect(options[6].value == .optional("red|light-green", .choice(["red", "light-green"])))
    #expect(toy.declaration.commands == [ToyArguments.command.declaration])
  }
}
