import Exports
import Foundation
import TestSupport
import Testing

@Suite struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ name: String) throws -> String { try text(at: folder.file(name)) }

  private func text(at path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func place(_ text: String, at name: String) throws {
    try text.write(toFile: folder.file(name), atomically: false, encoding: .utf8)
  }

  private func write(_ text: String, to name: String, overwriting: Bool) throws {
    var output = try OutputFile(path: folder.file(name), overwriting: overwriting)
    try output.write(Array(text.utf8))
    try output.commit()
  }

  private func permissions(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func fileAppearsAtCommit() throws {
    var output = try OutputFile(path: folder.file("a.mid"), overwriting: false)
    try output.write([0x61])
    try output.write([])
    try output.write([0x62, 0x63])
    #expect(!FileManager.default.fileExists(atPath: folder.file("a.mid")))
    #expect(try text(at: output.temporaryPath) == "abc")
    try output.commit()
    #expect(try folder.names() == ["a.mid"])
    #expect(try text("a.mid") == "abc")
  }

  @Test func droppedFileLeavesNothing() throws {
    do {
      var output = try OutputFile(path: folder.file("a.mid"), overwriting: false)
      try output.write([0x61])
    }
    #expect(try folder.names() == [])
  }

  @Test func newFileHasTheUsualPermissions() throws {
    try write("x", to: "a", overwriting: false)
    let mask = umask(0)
    umask(mask)
    #expect(try permissions("a") == 0o666 & ~Int(mask))
  }

  @Test func existingFileIsRefused() throws {
    try place("old", at: "a")
    let error = #expect(throws: ExportError.self) { try write("new", to: "a", overwriting: false) }
    #expect(error?.description == "'\(folder.file("a"))' exists already; --force replaces it")
    #expect(try text("a") == "old")
    #expect(try folder.names() == ["a"])
  }

  @Test func existingFileIsReplacedOnRequest() throws {
    try place("old and long", at: "a")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder.file("a"))
    try write("new", to: "a", overwriting: true)
    #expect(try text("a") == "new")
    #expect(try permissions("a") == 0o640)
    #expect(try folder.names() == ["a"])
  }

  @Test func missingFileMayBeOverwritten() throws {
    try write("new", to: "a", overwriting: true)
    #expect(try text("a") == "new")
  }

  @Test func fileThatCameMeanwhileIsKept() throws {
    let path = folder.file("a")
    let error = #expect(throws: ExportError.self) {
      var output = try OutputFile(path: path, overwriting: false)
      try output.write([0x61])
      try place("theirs", at: "a")
      try output.commit()
    }
    #expect(error == .exists(path: path))
    #expect(try text("a") == "theirs")
    #expect(try folder.names() == ["a"])
  }

  @Test(arguments: [false, true]) func foldersAreRefused(overwriting: Bool) throws {
    let error = #expect(throws: ExportError.self) {
      _ = try OutputFile(path: folder.path, overwriting: overwriting)
    }
    #expect(error?.description == "cannot write '\(folder.path)': it is a folder")
  }

  @Test func placesThatCannotBeFailAtOnce() throws {
    try place("file", at: "file")
    for (name, reason) in [
      ("none/a.mid", "no such file or directory"), ("file/a.mid", "not a directory"),
      (String(repeating: "x", count: 300), "file name too long"),
    ] {
      let path = folder.file(name)
      let error = #expect(throws: ExportError.self) {
        _ = try OutputFile(path: path, overwriting: true)
      }
      #expect(error?.description == "cannot create '\(path)': \(reason)")
    }
    #expect(throws: ExportError.cannotCreate(path: "", reason: "no such file or directory")) {
      _ = try OutputFile(path: "", overwriting: false)
    }
  }

  @Test func linkKeepsPointingToTheReplacedFile() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("sub"), withIntermediateDirectories: false)
    try place("old", at: "sub/target")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: folder.file("sub/inner"), withDestinationPath: "target")
    try manager.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: "sub/inner")
    #expect(throws: ExportError.exists(path: folder.file("link"))) {
      try write("new", to: "link", overwriting: false)
    }
    try write("new", to: "link", overwriting: true)
    #expect(try text("sub/target") == "new")
    #expect(try manager.destinationOfSymbolicLink(atPath: folder.file("link")) == "sub/inner")
    #expect(try manager.contentsOfDirectory(atPath: folder.file("sub")).count == 2)
  }

  @Test func danglingLinkGetsItsTarget() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: "target")
    #expect(throws: ExportError.exists(path: folder.file("link"))) {
      try write("new", to: "link", overwriting: false)
    }
    try write("new", to: "link", overwriting: true)
    #expect(try text("target") == "new")
    #expect(try folder.names() == ["link", "target"])
  }

  @Test(arguments: [false, true]) func devicesAreWrittenTo(overwriting: Bool) throws {
    var output = try OutputFile(path: "/dev/null", overwriting: overwriting)
    #expect(output.temporaryPath == "/dev/null")
    try output.write([1, 2, 3])
    try output.commit()
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
  }

  @Test func bytesCanBeRevised() throws {
    var output = try OutputFile(path: folder.file("a"), overwriting: false, revisable: true)
    try output.write(Array("abcd".utf8), at: 0)
    try output.write(Array("efg".utf8), at: 4)
    try output.write(Array("XY".utf8), at: 1)
    try output.write(Array("Z!".utf8), at: 6)
    try output.write(Array("?".utf8))
    #expect(try output.contents() == Array("aXYdefZ!?".utf8))
    try output.commit()
    #expect(try text("a") == "aXYdefZ!?")
  }

  @Test func revisedBytesOfAPipeWaitForTheCommit() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    // Open at both ends, so that neither waits for the other.
    let descriptor = open(pipe, O_RDWR | O_NONBLOCK)
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 16)

    var output = try OutputFile(path: pipe, overwriting: false, revisable: true)
    try output.write(Array("abcd".utf8))
    try output.write(Array("XY".utf8), at: 1)
    #expect(try output.contents() == Array("aXYd".utf8))
    #expect(read(descriptor, &buffer, 16) == -1)
    try output.commit()
    #expect(read(descriptor, &buffer, 16) == 4)
    #expect(Array(buffer.prefix(4)) == Array("aXYd".utf8))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDiskIsAnError() {
    let error = #expect(throws: ExportError.self) {
      var output = try OutputFile(path: "/dev/full", overwriting: true)
      try output.write([1])
    }
    #expect(error?.description == "cannot write '/dev/full': no space left on device")
  }

  @Test func longExtensionsAreAllowed() throws {
    let name = "a." + String(repeating: "x", count: 240)
    try write("new", to: name, overwriting: false)
    #expect(try folder.names() == [name])
  }
}
