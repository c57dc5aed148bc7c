/// Which program is which timbre.
///
/// Source: General MIDI 1, tables 1 (programs) and 3 (keys of the drums).
package enum GeneralMIDI {
  /// The 128 programs, sixteen families of eight.
  static let programs: [Timbre] =
    Pianos.programs + Mallets.programs + Organs.programs + Guitars.programs
    + Basses.programs + Strings.programs + Ensembles.programs + Brass.programs
    + Reeds.programs + Pipes.programs + Leads.programs + Pads.programs
    + SynthEffects.programs + FolkInstruments.programs + Percussive.programs
    + SoundEffects.programs

  /// What a program plays at a key.
  package static func tone(program: Int, pitch: Int, velocity: Int) -> Tone {
    Tone(programs[program], pitch: pitch, velocity: velocity)
  }
}
