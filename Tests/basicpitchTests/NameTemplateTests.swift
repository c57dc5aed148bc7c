import Testing

@testable import basicpitch

@Suite struct NameTemplateTests {
  private func path(_ template: String, sweep: String = "", dir: String = "x/y/") -> String? {
    NameTemplate(template)?.path { field in
      switch field {
      case .stem: "song"
      case .name: "song.wav"
      case .ext: "wav"
      case .dir: dir
      case .index: "07"
      case .sweep: sweep
      }
    }
  }

  @Test(arguments: [
    ("{stem}", "song"), ("{name}-{ext}", "song.wav-wav"), ("{index}_{stem}", "07_song"),
    ("{dir}/{stem}", "x/y/song"), ("{{{stem}}}", "{song}"), ("a b/./c", "a b/c"), ("ü\n", "ü\n"),
    ("..{stem}", "..song"),
  ])
  func fieldsAreFilledIn(template: String, expected: String) {
    #expect(path(template) == expected)
  }

  @Test func foldersThatAreNotThereLeaveNoSlash() {
    #expect(path("{dir}/{stem}", dir: "") == "song")
  }

  @Test(arguments: ["", "{stem", "stem}", "{x}", "{}", "{ stem}", "{{stem}", "{stem}}", "{Stem}"])
  func otherFieldsAreUnknown(template: String) {
    #expect(NameTemplate(template) == nil)
  }

  @Test(arguments: [
    "../{stem}", "/{stem}", "{stem}/..", "a/../../b", "{sweep}", "{dir}", "a/", ".", "./",
  ])
  func namesOutsideAndNoNamesAreRefused(template: String) {
    #expect(NameTemplate(template) != nil)
    #expect(path(template) == nil)
  }
}
