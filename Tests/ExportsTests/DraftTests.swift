import Exports
import Foundation
import TestSupport
import Testing

/// Both kinds of drafts, those without a name and those that need one, do the same.
@Suite struct DraftTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func draft(_ text: String, _ name: String, nameless: Bool) throws -> Draft {
    guard let draft = Draft(beside: folder.file(name), mayBeNameless: nameless) else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    #expect(write(draft.descriptor, text, text.utf8.count) == text.utf8.count)
    return draft
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }

  @Test(arguments: [true, false]) func dropsWithoutATrace(nameless: Bool) throws {
    _ = try draft("abc", "a", nameless: nameless)
    #expect(try folder.names() == [])
  }

  @Test(arguments: [true, false]) func takesAFreeName(nameless: Bool) throws {
    var draft: Draft? = try draft("abc", "a", nameless: nameless)
    #expect(try draft.map { try String(contentsOfFile: $0.path, encoding: .utf8) } == "abc")
    #expect(draft?.take(folder.file("a")) == true)
    draft = nil
    #expect(try folder.names() == ["a"] && text("a") == "abc")
  }

  @Test(arguments: [true, false]) func takesNoOthersName(nameless: Bool) throws {
    var draft: Draft? = try draft("abc", "a", nameless: nameless)
    try "theirs".write(toFile: folder.file("a"), atomically: false, encoding: .utf8)
    #expect(draft?.take(folder.file("a")) == false && errno == EEXIST)
    draft = nil
    #expect(try folder.names() == ["a"] && text("a") == "theirs")
  }

  @Test(arguments: [true, false], [true, false])
  func replacesWhatHasTheName(nameless: Bool, isThere: Bool) throws {
    var draft: Draft? = try draft("abc", "a", nameless: nameless)
    if isThere {
      try "theirs".write(toFile: folder.file("a"), atomically: false, encoding: .utf8)
    }
    #expect(draft?.replace(folder.file("a")) == true)
    draft = nil
    #expect(try folder.names() == ["a"] && text("a") == "abc")
  }

  /// A link that somebody puts in place of the output is not followed.
  @Test(arguments: [true, false]) func replacesALinkItself(nameless: Bool) throws {
    let draft: Draft? = try draft("abc", "a", nameless: nameless)
    try "theirs".write(toFile: folder.file("b"), atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("a"), withDestinationPath: "b")
    #expect(draft?.take(folder.file("a")) == false && errno == EEXIST)
    #expect(draft?.replace(folder.file("a")) == true)
    #expect(try text("a") == "abc" && text("b") == "theirs")
  }

  @Test(arguments: [true, false]) func failsWhereAFolderHasTheName(nameless: Bool) throws {
    var draft: Draft? = try draft("abc", "a", nameless: nameless)
    try FileManager.default.createDirectory(
      atPath: folder.file("a"), withIntermediateDirectories: false)
    #expect(draft?.replace(folder.file("a")) == false && errno == EISDIR)
    draft = nil
    #expect(try folder.names() == ["a"])
  }

  #if os(Linux)
    @Test func hasNoNameMeanwhile() throws {
      let draft = try draft("abc", "a", nameless: true)
      // Not everywhere: tmpfs, ext4, XFS and Btrfs know such files, NFS does not.
      if draft.path.hasPrefix("/proc/") { #expect(try folder.names() == []) }
    }
  #endif
}
