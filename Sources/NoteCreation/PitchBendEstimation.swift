import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Follows the pitch of a note in the contour posteriorgram.
///
/// Each frame's bend is the contour's maximum near the note's key, under a Gaussian that prefers
/// what is close; the lowest of equal maxima.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `get_pitch_bends`.
struct PitchBendEstimation {
  /// Contour bins to look at on either side of the key.
  private static let reach = 25

  /// Standard deviation of the preference, in contour bins.
  private static let deviation = 5.0

  private let contour: Posteriorgram
  private let weights: [Double]
  /// The contour bin of a key that counts as not bent, 0…2.
  private let centre: Int

  init(contour: Posteriorgram, quirks: NoteCreator.Quirks) {
    self.contour = contour
    centre = quirks.contains(.sharpPitchBends) ? 0 : 1
    weights = (-Self.reach...Self.reach).map { distance in
      exp(-Double(distance * distance) / (2 * Self.deviation * Self.deviation))
    }
  }

  /// One bend a frame of the note, in semitones: whole contour bins, so thirds.
  func semitones(for note: FrameNote) -> [Double] {
    let key = note.bin * ModelConstants.binsPerSemitone + centre
    let bins = max(key - Self.reach, 0)...min(key + Self.reach, contour.binCount - 1)
    return note.frames.map { frame in
      let bend = loudest(of: bins, around: key, frame: frame) - key
      return Double(bend) / Double(ModelConstants.binsPerSemitone)
    }
  }

  private func loudest(of bins: ClosedRange<Int>, around key: Int, frame: Int) -> Int {
    var loudest = bins.lowerBound
    var maximum = -Double.infinity
    for bin in bins {
      let salience = Double(contour[frame: frame, bin: bin]) * weights[bin - key + Self.reach]
      if salience > maximum {
        maximum = salience
        loudest = bin
      }
    }
    return loudest
  }
}
