/// The harmonics of a pitch, as distances in bins: the octave below, the pitch itself, and the
/// overtones 2 to 7.
///
/// Source: spotify/basic-pitch at fa5997a, `nn.py`, `HarmonicStacking`: round(36 · log₂ h).
enum HarmonicStack {
  static let shifts = [-36, 0, 36, 57, 72, 84, 93, 101]
}
