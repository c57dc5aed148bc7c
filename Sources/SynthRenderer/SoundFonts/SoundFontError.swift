/// Why a SoundFont cannot be played.
public enum SoundFontError: Error, Equatable {
  /// The library that plays SoundFonts is not installed, or not the one it should be.
  case noFluidSynth(reason: String)
  /// The file is missing, unreadable or no file.
  case cannotOpen(path: String, reason: String)
  /// The file is something else.
  case noSoundFont(path: String)
  /// The file begins as a SoundFont does, and goes on otherwise.
  case damaged(path: String)

  /// The file, if it is about one.
  public var path: String? {
    switch self {
    case .noFluidSynth: nil
    case .cannotOpen(let path, _), .noSoundFont(let path), .damaged(let path): path
    }
  }
}

extension SoundFontError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .noFluidSynth(let reason):
      "SoundFonts need the library FluidSynth (\(reason)): install Debian's package"
        + " libfluidsynth3, or use --soundfont none, which needs nothing"
    case .cannotOpen(let path, let reason): "cannot open the SoundFont '\(path)': \(reason)"
    case .noSoundFont(let path): "'\(path)' is no SoundFont; name an .sf2 or .sf3 file"
    case .damaged(let path): "the SoundFont '\(path)' is damaged or cut short"
    }
  }
}
