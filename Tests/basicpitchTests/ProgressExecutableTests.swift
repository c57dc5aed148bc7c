import AudioIO
import Foundation
import TestSupport
import Testing

/// The real program where standard error is a terminal.
@Suite struct ProgressExecutableTests {
  private let folder: TemporaryFolder

  /// Noise of five minutes, which takes long enough for a line.
  init() throws {
    folder = try TemporaryFolder()
    var generator = SplitMix64(seed: 6)
    var writer = try AudioWriter(
      path: folder.file("noise.wav"), sampleRate: 22_050, channelCount: 1, format: .pcm16)
    let block = (0..<22_050).map { _ in Float.random(in: -0.5...0.5, using: &generator) }
    for _ in 0..<300 { try writer.write(block) }
    try writer.close()
  }

  /// What a terminal is told.
  private func watch(
    _ words: String..., environment: [String: String] = [:], input: FileHandle = .nullDevice
  ) throws -> String {
    var (terminal, side) = (Int32(-1), Int32(-1))
    #expect(openpty(&terminal, &side, nil, nil, nil) == 0)
    let end = FileHandle(fileDescriptor: side, closeOnDealloc: true)
    let variables = ["TERM": "xterm"].merging(environment) { $1 }
    let process = Executable.process(
      ["transcribe", "--threads", "1"] + words, environment: variables, in: folder.path)
    process.standardError = end
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    try end.close()
    // At the end of a terminal whose last user is gone, Linux says that there is an error.
    var (told, block) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
    while case let count = read(terminal, &block, block.count), count > 0 {
      told += block.prefix(count)
    }
    close(terminal)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: told, as: UTF8.self)
  }

  private static let erasure = "\r\u{1b}[K"

  @Test(arguments: [[:], ["NO_COLOR": "1"]])
  func aLongRecordingHasALineOfItsOwn(environment: [String: String]) throws {
    let told = try watch("noise.wav", "--force", environment: environment)
    let line = /\r\d:\d\d of 5:00, \d+ × real time, \d:\d\d left\x1b\[K/
    #expect(told.firstMatch(of: line) != nil, "\(told)")
    // It is gone at the end, and there is nothing on the terminal but it: no colours.
    #expect(told.hasSuffix(Self.erasure))
    #expect(told.split(separator: "\u{1b}").dropFirst().allSatisfy { $0.hasPrefix("[K") })
  }

  @Test func aPartHasItsOwnLength() throws {
    let told = try watch("noise.wav", "--start", "10", "--duration", "4:00", "-o", "part.mid")
    #expect(told.contains(" of 4:00, "), "\(told)")
  }

  @Test func aPipeHasNoLength() throws {
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let cat = Executable.process([])
    cat.executableURL = Executable.installed("sh")
    cat.arguments = ["-c", #"tail -c +45 "$1" >"$2""#, "sh", folder.file("noise.wav"), path]
    try cat.run()
    let told = try watch("pipe", "--raw-rate", "22050", "-o", "piped.mid")
    cat.waitUntilExit()
    #expect(told.firstMatch(of: /\r\d:\d\d, \d+ × real time\x1b\[K/) != nil, "\(told)")
  }

  @Test(arguments: [(["-q"], [:]), ([], ["TERM": "dumb"]), (["--json-errors"], [:])])
  func nothingIsDrawnWhereNobodyWantsIt(words: [String], environment: [String: String]) throws {
    let options = words + ["-o", "silent\(words.count)\(environment.count).mid"]
    let told =
      options.count == 3
      ? try watch("noise.wav", options[0], options[1], options[2], environment: environment)
      : try watch("noise.wav", options[0], options[1], environment: environment)
    // Lines may be written, as that noise has no notes; nothing goes back to write over them.
    #expect(told.firstMatch(of: /\r\d|\x1b/) == nil, "\(told)")
    #expect(words != ["-q"] || told.isEmpty)
  }
}
