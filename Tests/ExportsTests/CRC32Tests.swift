import Testing
import TranscriptionTypes

@Suite struct CRC32Tests {
  private func check(_ bytes: [UInt8]) -> UInt32 {
    var check = CRC32()
    check.update(bytes)
    return check.value
  }

  /// The catalogue's check value, and two from the ZIP and PNG literature.
  @Test func checkValuesAreTheStandardOnes() {
    #expect(check([]) == 0)
    #expect(check(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(check(Array("IEND".utf8)) == 0xAE42_6082)
    #expect(check([0, 0, 0, 0]) == 0x2144_DF1C)
  }

  @Test func piecesMakeTheWhole() {
    let bytes = Array("123456789".utf8)
    for split in 0...bytes.count {
      var check = CRC32()
      check.update(Array(bytes[..<split]))
      check.update(Array(bytes[split...]))
      #expect(check.value == 0xCBF4_3926)
    }
  }
}
