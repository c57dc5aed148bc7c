import TestSupport
import Testing
import TranscriptionTypes

@Suite struct SystemPathTests {
  private func bytes(_ text: String) -> [UInt8] {
    systemPath(text).dropLast().map { UInt8(bitPattern: $0) }
  }

  @Test(arguments: [
    ("a/b.wav", "a/b.wav"), ("é", "é"), ("e\u{301}", "e\u{301}"), ("𝄞\n", "𝄞\n"), ("", ""),
  ])
  func textStaysText(text: String, expected: String) {
    let path = String(path: Array(text.utf8))
    #expect(Array(path.utf8) == Array(expected.utf8) && bytes(path) == Array(text.utf8))
  }

  @Test func otherBytesAreKeptAndLegible() {
    // Latin 1; a beginning without its end; a surrogate; too long a form; a byte in disguise.
    for (name, legible) in [
      ([0x63, 0xE9, 0x2E], "c\\xE9."), ([0xE2, 0x82], "\\xE2\\x82"),
      ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC0, 0xAF], "\\xC0\\xAF"),
      ([0xEE, 0xBE, 0x80], "\\xEE\\xBE\\x80"),
    ] as [([UInt8], String)] {
      #expect(bytes(String(path: name)) == name)
      #expect(String(path: name).withoutRawBytes == legible)
    }
  }

  @Test func controlCharactersAreLegibleOnALine() {
    #expect("a\nb\r\t\u{1B}[31m\u{9B}".legible == "a\\nb\\r\\t\\x1B[31m\\x9B")
    #expect("a\nb".withoutRawBytes == "a\nb" && "é –".legible == "é –")
  }

  @Test func anyBytesSurvive() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<5000 {
      let count = Int.random(in: 0...12, using: &generator)
      // Drawn so that whole characters are as likely as broken ones.
      let name = (0..<count).flatMap { _ -> [UInt8] in
        Bool.random(using: &generator)
          ? [UInt8.random(in: 1...255, using: &generator)]
          : Array("é𝄞\u{EF90}\u{301}/.".randomElement(using: &generator).map { String($0).utf8 }!)
      }
      #expect(bytes(String(path: name)) == name)
    }
  }
}
