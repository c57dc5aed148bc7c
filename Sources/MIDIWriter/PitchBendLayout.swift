/// Which notes of a file bend, and on which channels.
public enum PitchBendLayout: String, CaseIterable, Sendable {
  /// None; one channel.
  case none
  /// Those that overlap no other; one channel, which bends as a whole.
  case single
  /// All, on the member channels of an MPE zone, in one track.
  case mpe
  /// All; each pitch has a track and a channel of its own, as far as there are channels.
  case perPitch = "per-pitch"
}
