import SynthRenderer
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Which SoundFont is asked for.
enum SoundFontLocation {
  /// Where systems put the SoundFont that they play MIDI files with: Debian, Arch and Fedora.
  static let defaults = [
    "/usr/share/sounds/sf2/default-GM.sf2", "/usr/share/sounds/sf3/default-GM.sf3",
    "/usr/share/soundfonts/default.sf2",
  ]

  /// The file named by `--soundfont`, else by `BASICPITCH_SOUNDFONT`; nil for the built-in voices.
  ///
  /// - Parameter word: the option's value: a path, `default` or `none`.
  /// - Throws: a failure if the system has none of its own.
  static func find(named word: String?) throws(Failure) -> String? {
    let variable = getenv("BASICPITCH_SOUNDFONT").map { String(path: $0) }
    switch word ?? variable ?? "" {
    case "", "none": return nil
    case "default":
      if let path = defaults.first(where: { access(systemPath($0), R_OK) == 0 }) { return path }
      let places = defaults.map { "'\($0)'" }.joined(separator: ", ")
      throw Failure(
        message: "no default SoundFont: there is none at \(places); install Debian's package"
          + " timgm6mb-soundfont or fluid-soundfont-gm, or name a file",
        exitCode: .input)
    case let path: return path
    }
  }
}
