import Foundation
import TestSupport
import Testing

/// What the README shows on a console, typed into one, in order.
@Suite struct ReadmeTests {
  private let folder: TemporaryFolder

  /// A line after `$`, and what follows it.
  private struct Command {
    let line: String
    var output = ""
  }

  init() throws {
    folder = try TemporaryFolder()
    let places = [
      ("guitar.flac", Fixture.guitar), ("music/band.wav", Fixture.path("Recordings/band.wav")),
      ("music/epiano.mp3", Fixture.path("Recordings/epiano.mp3")),
      ("music/voice.flac", Fixture.path("Recordings/voice.flac")),
      ("music/live/clarinet.wav", Fixture.path("Recordings/clarinet.wav")),
    ]
    try FileManager.default.createDirectory(
      atPath: folder.file("music/live"), withIntermediateDirectories: true)
    for (place, path) in places {
      try FileManager.default.copyItem(atPath: path, toPath: folder.file(place))
    }
    try Data("what was played\n".utf8).write(to: URL(filePath: folder.file("music/live/notes.wav")))
  }

  private func commands() throws -> [Command] {
    let readme = try String(
      contentsOf: Fixture.package.appending(path: "README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```console\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    return blocks.joined().split(separator: "\n").reduce(into: []) { commands, line in
      if line.hasPrefix("$ ") {
        commands.append(Command(line: String(line.dropFirst(2))))
      } else {
        commands[commands.count - 1].output += line + "\n"
      }
    }
  }

  @Test func whatItShowsIsWhatHappens() throws {
    let shell = try #require(Executable.installed("bash"))
    let programs = Executable.url.deletingLastPathComponent().path(percentEncoded: false)
    let path = "\(programs):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    // How fast this machine is, the README cannot know.
    let speed = /in [0-9.]+ s, [0-9]+ × real time/
    let commands = try commands()
    #expect(commands.count >= 8)
    for command in commands {
      let outcome = try Executable.run(
        ["-c", "{ \(command.line)\n} 2>&1"], of: shell, environment: ["PATH": path],
        in: folder.path)
      #expect(
        outcome.output.replacing(speed, with: "") == command.output.replacing(speed, with: ""),
        "$ \(command.line)")
    }
  }

  /// Of the README and of the pages that it leads to.
  @Test(arguments: ["README.md", "CONTRIBUTING.md", "docs/Guide.md", "docs/Presets.md"])
  func linksLeadSomewhere(name: String) throws {
    let page = Fixture.package.appending(path: name)
    let text = try String(contentsOf: page, encoding: .utf8)
    let links = text.matches(of: /\]\(([^)#:]+)(?:#([^)]+))?\)/)
    for link in links {
      let target = page.deletingLastPathComponent().appending(path: String(link.1))
      #expect(
        FileManager.default.fileExists(atPath: target.path(percentEncoded: false)), "\(link.0)")
      guard let anchor = link.2 else { continue }
      // As GitHub makes them of headings.
      let headings = try String(contentsOf: target, encoding: .utf8).split(separator: "\n")
        .filter { $0.hasPrefix("#") }.map {
          $0.drop { "# ".contains($0) }.lowercased().replacing(" ", with: "-")
            .filter { $0.isLetter || $0.isNumber || $0 == "-" }
        }
      #expect(headings.contains(String(anchor)), "\(link.0)")
    }
  }
}
