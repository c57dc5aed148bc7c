import Foundation
import TestSupport
import Testing

@testable import SynthRenderer

@Suite struct SoundFontErrorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func missingLibrarySaysWhatToInstall() {
    let error = #expect(throws: SoundFontError.noFluidSynth(reason: "it is not installed")) {
      _ = try FluidSynth(names: ["libnone.so"])
    }
    #expect(error?.description.contains("libfluidsynth3") == true)
  }

  @Test func otherLibraryIsRefused() {
    #expect(throws: SoundFontError.noFluidSynth(reason: "it has no new_fluid_settings")) {
      _ = try FluidSynth(names: ["libm.so.6", "libSystem.dylib"])
    }
  }

  @Test func missingFileIsNamed() {
    #expect(
      throws: SoundFontError.cannotOpen(path: "/nowhere.sf2", reason: "no such file or directory")
    ) { _ = try SoundFont(path: "/nowhere.sf2") }
  }

  @Test func folderIsNoFile() {
    #expect(throws: SoundFontError.cannotOpen(path: "/usr", reason: "it is no file")) {
      _ = try SoundFont(path: "/usr")
    }
  }

  @Test func otherFileIsNoSoundFont() throws {
    let path = Fixture.path("Recordings/clarinet.mid")
    #expect(throws: SoundFontError.noSoundFont(path: path)) { _ = try SoundFont(path: path) }
  }

  @Test func shortFileIsDamaged() throws {
    let path = folder.file("short.sf2")
    let header = Data("RIFF".utf8) + [0, 1, 0, 0] + Data("sfbk".utf8)
    try header.write(to: URL(filePath: path))
    #expect(throws: SoundFontError.damaged(path: path)) { _ = try SoundFont(path: path) }
  }

  @Test(.enabled(if: SoundFonts.areInstalled(SoundFonts.small), "\(SoundFonts.missing)"))
  func fileWithoutInstrumentsIsDamaged() throws {
    let path = folder.file("empty.sf2")
    try (Data("RIFF".utf8) + [4, 0, 0, 0] + Data("sfbk".utf8)).write(to: URL(filePath: path))
    #expect(throws: SoundFontError.damaged(path: path)) { _ = try SoundFont(path: path) }
  }
}
