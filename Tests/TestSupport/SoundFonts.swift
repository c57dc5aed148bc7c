import Foundation

/// SoundFonts that the tests play, where Debian's packages put them.
public enum SoundFonts {
  /// A small one (timgm6mb-soundfont).
  public static let small = "/usr/share/sounds/sf2/TimGM6mb.sf2"
  /// One of middle size, whose samples are compressed (musescore-general-soundfont-small).
  public static let medium = "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3"
  /// A large one (fluid-soundfont-gm).
  public static let large = "/usr/share/sounds/sf2/FluidR3_GM.sf2"

  /// Why tests with the small one are skipped.
  public static let missing = "timgm6mb-soundfont or libfluidsynth3 is not installed"
  /// Why tests with the one of middle size are skipped.
  public static let mediumIsMissing =
    "musescore-general-soundfont-small or libfluidsynth3 is not installed"

  /// Whether a SoundFont, and the library that plays it, are installed.
  public static func areInstalled(_ path: String) -> Bool {
    let library =
      dlopen("libfluidsynth.so.3", RTLD_NOW) ?? dlopen("libfluidsynth.3.dylib", RTLD_NOW)
    return library != nil && FileManager.default.fileExists(atPath: path)
  }
}
