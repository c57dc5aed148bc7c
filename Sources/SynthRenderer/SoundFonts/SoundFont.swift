import Synchronization
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open SoundFont: instruments made of samples, which FluidSynth's synthesiser plays.
///
/// It plays one piece at a time; whoever asks for another meanwhile waits. Memory is that of the
/// samples of the programs in use.
public final class SoundFont: Sendable {
  /// Sampling rates at which it is played, in hertz.
  public static let sampleRates = 8000.0...96_000.0

  private let library: FluidSynth
  private let loaded: Mutex<LoadedFont>

  /// Opens a file in the format SF2 or SF3.
  public init(path: String) throws(SoundFontError) {
    try Self.checkFile(path)
    library = try FluidSynth()
    guard let font = LoadedFont(systemPath(path), library: library) else {
      throw .damaged(path: path)
    }
    loaded = Mutex(font)
  }

  /// Lends a player that has just been switched on.
  ///
  /// FluidSynth's own reset leaves chorus and reverb where they are, so every playing has a
  /// synthesiser of its own; the samples are read only once.
  func play<Failure: Error>(
    _ timeline: Timeline, settings: SynthRenderer.Settings,
    _ body: (SoundFontPlayer) throws(Failure) -> Void
  ) throws(Failure) {
    try loaded.withLock { (loaded: inout LoadedFont) throws(Failure) in
      let synth = loaded.lend(settings, strikesAtOnce: timeline.mostStrikesAtOnce)
      defer { loaded.takeBack(synth) }
      try body(SoundFontPlayer(synth, library: library))
    }
  }

  /// FluidSynth waits for a pipe for ever, does not say why it cannot open a file, and tries other
  /// formats, aloud, on one that is cut short.
  private static func checkFile(_ path: String) throws(SoundFontError) {
    var status = stat()
    if stat(systemPath(path), &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .cannotOpen(path: path, reason: "it is no file")
    }
    let header: [UInt8]
    do {
      header = try bytes(atBeginningOf: path, count: 12)
    } catch {
      throw .cannotOpen(path: path, reason: error.reason)
    }
    guard header.count == 12, header[..<4] == [0x52, 0x49, 0x46, 0x46],  // RIFF
      header[8...] == [0x73, 0x66, 0x62, 0x6B]  // sfbk
    else { throw .noSoundFont(path: path) }
    let length = 8 + header[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= status.st_size else { throw .damaged(path: path) }
  }
}

/// What FluidSynth holds of a SoundFont; the only owner of its handles.
private struct LoadedFont: ~Copyable {
  private let library: FluidSynth
  private let settings: FluidSynth.Handle
  /// It only loads: what it has read belongs to it until it is destroyed.
  private let loader: FluidSynth.Handle
  private let font: FluidSynth.Handle

  /// Nil for a file that FluidSynth cannot load.
  init?(_ path: [CChar], library: FluidSynth) {
    guard let settings = library.createSettings() else { return nil }
    for (name, value) in [("synth.dynamic-sample-loading", 1), ("synth.lock-memory", 0)] {
      _ = library.setInteger(settings, name, Int32(value))
    }
    guard let loader = library.create(settings) else {
      library.destroySettings(settings)
      return nil
    }
    let number = library.loadFont(loader, path, 0)
    guard number >= 0, let font = library.font(loader, number),
      library.removeFont(loader, font) == 0
    else {
      library.destroy(loader)
      library.destroySettings(settings)
      return nil
    }
    (self.library, self.settings, self.loader, self.font) = (library, settings, loader, font)
  }

  deinit {
    // Whoever has the font destroys it.
    _ = library.addFont(loader, font)
    library.destroy(loader)
    library.destroySettings(settings)
  }

  /// A new synthesiser that has the font.
  ///
  /// - Parameter strikesAtOnce: keys that go down at the same time at most. What they do to voices
  ///   waits in a queue that is never longer than at first, 64 entries a voice.
  func lend(_ playing: SynthRenderer.Settings, strikesAtOnce: Int) -> FluidSynth.Handle {
    let possible = SoundFontPlayer.polyphonies
    let wanted = SoundFontPlayer.voicesOfAKey * min(strikesAtOnce, possible.upperBound)
    let voiceCount = min(max(wanted, possible.lowerBound), possible.upperBound)
    _ = library.setInteger(settings, "synth.polyphony", Int32(voiceCount))
    _ = library.setNumber(settings, "synth.sample-rate", playing.sampleRate)
    _ = library.setNumber(settings, "synth.gain", SoundFontPlayer.gain)
    for effect in ["reverb", "chorus"] {
      _ = library.setInteger(settings, "synth.\(effect).active", playing.hasRoom ? 1 : 0)
    }
    guard let synth = library.create(settings) else { preconditionFailure("no memory") }
    _ = library.addFont(synth, font)
    return synth
  }

  /// Destroys what was lent.
  func takeBack(_ synth: FluidSynth.Handle) {
    _ = library.removeFont(synth, font)
    library.destroy(synth)
  }
}
