import Foundation
import TestSupport
import Testing

@testable import CheckingPage

@Suite struct Base64Tests {
  /// Those of RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func isThatOfTheStandard(text: String, expected: String) {
    #expect(base64(Array(text.utf8)) == Array(expected.utf8))
  }

  @Test func bytesOfAllValuesAreAsFoundationHasThem() {
    var generator = SplitMix64(seed: 4)
    for count in [255, 256, 257, 10_000] {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(base64(bytes) == Array(Data(bytes).base64EncodedData()))
    }
  }
}
