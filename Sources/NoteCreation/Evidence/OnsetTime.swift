import TranscriptionTypes

/// When a key was struck, to less than a frame.
///
/// The network is late: by 2 to 10 ms where a note starts sharply, by 10 to 40 ms where it swells.
/// It is later the less sure it is, and the further the note has risen when the onset peaks.
enum OnsetTime {
  /// How late an onset is that the network is not sure of at all, in seconds.
  private static let lateness = 0.042
  /// How much less late it is when the network is sure.
  private static let sharpness = 0.040
  /// How much later for a note that has risen in full, rather than by half.
  private static let risen = 0.044

  /// The most by which an onset lies before its frame: all of the above, and half a frame.
  static let longestLead = lateness + risen / 2 + FrameTimes.secondsPerFrame / 2

  /// How late the network is where no onset is found, as for one that it is half sure of.
  static let middling = sharpness / 2 - lateness

  /// Seconds from the time of a frame to the onset in it; mostly negative.
  static func delay(ofOnsetIn frame: Int, bin: Int, in frames: RecentFrames) -> Double {
    peakShift(frame, bin, frames.onset) * FrameTimes.secondsPerFrame - lateness
      + sharpness * Double(frames.onset[frame, bin]) - risen * rise(frame, bin, frames.note)
  }

  /// Frames from this one to the peak of a parabola through it and its neighbours, if it is the
  /// highest of them.
  private static func peakShift(_ frame: Int, _ bin: Int, _ onset: FrameHistory) -> Double {
    guard frame > 0, frame < onset.count - 1 else { return 0 }
    let (a, b, c) = (onset[frame - 1, bin], onset[frame, bin], onset[frame + 1, bin])
    guard b >= a, b >= c else { return 0 }
    let curvature = Double(a) - 2 * Double(b) + Double(c)
    return curvature < 0 ? 0.5 * (Double(a) - Double(c)) / curvature : 0
  }

  /// How far past the middle of its rise a note is.
  private static func rise(_ frame: Int, _ bin: Int, _ note: FrameHistory) -> Double {
    let top = note.highest(frame..<frame + 9, bin: bin)
    let bottom = min(top, note.lowest(frame - 9..<frame + 1, bin: bin))
    return Double(note[frame, bin]) - (top + bottom) / 2
  }
}
