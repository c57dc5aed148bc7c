import Testing

@testable import Exports

/// Literal bytes, read off the tables of PKWARE's APPNOTE.TXT.
@Suite struct ZIPEntryTests {
  private let short = ZIPEntry(name: "a", check: 0x0403_0201, byteCount: 5, offset: 0x10)

  @Test func shortMembersAreOrdinaryZIP() {
    let common: [UInt8] = [
      0, 0, 0, 0, 0, 0, 0x21, 0, 1, 2, 3, 4, 5, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0,
    ]
    #expect(short.localHeader == [0x50, 0x4B, 3, 4, 20, 0] + common + [0x61])
    #expect(
      short.directoryHeader == [0x50, 0x4B, 1, 2, 20, 3, 20, 0] + common
        + [0, 0, 0, 0, 0, 0, 0, 0, 0xA4, 0x81, 0x10, 0, 0, 0, 0x61])
    #expect(
      ZIPEntry.directory(of: [short], at: 0x20) == short.directoryHeader
        + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 47, 0, 0, 0, 0x20, 0, 0, 0, 0, 0])
  }

  @Test func largestPlainSizeIsOneBelowTheSign() {
    let last = ZIPEntry(name: "a", check: 0, byteCount: 0xFFFF_FFFE, offset: 0xFFFF_FFFE)
    #expect(last.localHeader.count == 31)
    #expect(last.directoryHeader.count == 47)
    let first = ZIPEntry(name: "a", check: 0, byteCount: 0xFFFF_FFFF, offset: 0xFFFF_FFFF)
    #expect(first.localHeader.count == 31 + 20)
    #expect(first.directoryHeader.count == 47 + 28)
  }

  @Test func longMembersUseZIP64() {
    let long = ZIPEntry(name: "a", check: 0, byteCount: 0x1_0000_0002, offset: 0x3_0000_0004)
    let size: [UInt8] = [2, 0, 0, 0, 1, 0, 0, 0]
    let all = [UInt8](repeating: 0xFF, count: 4)
    let local = long.localHeader
    #expect(Array(local[4..<6]) == [45, 0])
    #expect(Array(local[18..<31]) == all + all + [1, 0, 20, 0, 0x61])
    #expect(Array(local[31...]) == [1, 0, 16, 0] + size + size)
    let central = long.directoryHeader
    #expect(Array(central[42..<47]) == all + [0x61])
    #expect(Array(central[47...]) == [1, 0, 24, 0] + size + size + [4, 0, 0, 0, 3, 0, 0, 0])
  }

  @Test func farDirectoriesUseZIP64() {
    let end = ZIPEntry.directory(of: [short], at: 0x1_0000_0000).dropFirst(47)
    let start: [UInt8] = [0, 0, 0, 0, 1, 0, 0, 0]
    let one: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0]
    let record: [UInt8] =
      [0x50, 0x4B, 6, 6, 44, 0, 0, 0, 0, 0, 0, 0, 45, 3, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      + one + one + [47, 0, 0, 0, 0, 0, 0, 0] + start
    let locator: [UInt8] =
      [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + [47, 0, 0, 0, 1, 0, 0, 0] + [1, 0, 0, 0]
    let last: [UInt8] = [
      0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 47, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0,
    ]
    #expect(Array(end) == record + locator + last)
  }
}
