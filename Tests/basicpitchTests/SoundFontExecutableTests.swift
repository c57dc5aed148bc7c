import Foundation
import TestSupport
import Testing

/// `render --soundfont`, as a user runs it.
@Suite struct SoundFontExecutableTests {
  private let folder: TemporaryFolder
  private let music = Fixture.path("Recordings/clarinet.mid")

  init() throws { folder = try TemporaryFolder() }

  private func render(
    _ name: String, _ options: String..., variable: String? = nil
  ) throws -> Executable.Outcome {
    try Executable.run(
      ["render", music, "-o", folder.file(name), "--max-duration", "2"] + options,
      environment: ["BASICPITCH_SOUNDFONT": variable ?? ""])
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.file(name)))
  }

  @Test(.enabled(if: SoundFonts.areInstalled(SoundFonts.small), "\(SoundFonts.missing)"))
  func optionOverrulesTheVariable() throws {
    _ = try render("voices.wav")
    let named = try render("named.wav", "--soundfont", SoundFonts.small)
    let cut = "basicpitch: '\(music)' is longer than 2 s, and cut there\n"
    #expect(named.code == 0 && named.errors == cut)
    _ = try render("variable.wav", variable: SoundFonts.small)
    _ = try render("none.wav", "--soundfont", "none", variable: SoundFonts.small)
    #expect(try bytes("variable.wav") == bytes("named.wav"))
    #expect(try bytes("none.wav") == bytes("voices.wav"))
    #expect(try bytes("named.wav") != bytes("voices.wav"))
  }

  @Test(.enabled(if: SoundFonts.areInstalled(SoundFonts.small), "\(SoundFonts.missing)"))
  func repeatedRenderingIsTheSame() throws {
    _ = try render("a.wav", "--soundfont", SoundFonts.small)
    _ = try render("b.wav", "--soundfont", SoundFonts.small)
    #expect(try bytes("a.wav") == bytes("b.wav"))
  }

  @Test func unusableSoundFontIsOneLineAndLeavesNothing() throws {
    let missing = try render("a.wav", "--soundfont", "/nowhere.sf2")
    #expect(missing.code == 3)
    #expect(
      missing.errors
        == "basicpitch: cannot open the SoundFont '/nowhere.sf2': no such file or directory\n")
    let other = try render("a.wav", variable: music)
    #expect(other.code == 3)
    #expect(other.errors == "basicpitch: '\(music)' is no SoundFont; name an .sf2 or .sf3 file\n")
    #expect(try folder.names().isEmpty)
  }

  @Test(.enabled(if: SoundFonts.areInstalled(SoundFonts.small), "\(SoundFonts.missing)"))
  func damagedSoundFontIsNamed() throws {
    let whole = try Data(contentsOf: URL(filePath: SoundFonts.small))
    // Cut short; and of the right length, with every chunk but the first two gone.
    var hollow = Data(count: 100_000)
    hollow.replaceSubrange(0..<64, with: whole.prefix(64))
    hollow.replaceSubrange(
      4..<8, with: withUnsafeBytes(of: UInt32(99_992).littleEndian) { Data($0) })
    for (name, content) in [("short.sf2", whole.prefix(100_000)), ("hollow.sf2", hollow)] {
      try content.write(to: URL(filePath: folder.file(name)))
      let outcome = try render("a.wav", "--soundfont", folder.file(name))
      #expect(outcome.code == 3)
      // In the second, FluidSynth looks for another format too, and that library grumbles.
      #expect(
        outcome.errors.hasSuffix(
          "basicpitch: the SoundFont '\(folder.file(name))' is damaged or cut short\n"))
    }
  }

  @Test func rateBeyondItsReachIsRefused() throws {
    let outcome = try render("a.wav", "--soundfont", SoundFonts.small, "--rate", "192000")
    #expect(outcome.code == 2 && outcome.errors.contains("use a lower --rate"))
    #expect(try folder.names().isEmpty)
  }
}
