/// Numbers fixed by the trained model: facts about the weights, not settings.
///
/// Source: spotify/basic-pitch at fa5997a, `basic_pitch/constants.py` and `basic_pitch/inference.py`.
public enum ModelConstants {
  /// Sampling rate of the network's input, in hertz (`AUDIO_SAMPLE_RATE`).
  public static let sampleRate = 22_050.0

  /// Samples between successive frames (`FFT_HOP`).
  public static let hopLength = 256

  /// Samples in one network input, two seconds less one hop (`AUDIO_N_SAMPLES`).
  public static let windowLength = 2 * 22_050 - hopLength  // 43 844

  /// Frames the network returns for one window (`ANNOT_N_FRAMES`).
  public static let framesPerWindow = 172

  /// Frames that neighbouring windows share (`n_overlapping_frames`): half is dropped at each end.
  public static let overlappingFrames = 30

  /// Frames that one window adds to the joined posteriorgrams.
  public static let keptFramesPerWindow = framesPerWindow - overlappingFrames  // 142

  /// Samples between the starts of successive windows.
  public static let windowHop = windowLength - overlappingFrames * hopLength  // 36 164

  /// Keys of a piano, one bin each in the note and onset posteriorgrams.
  public static let pitchCount = 88

  /// MIDI number of the lowest key, A0.
  public static let lowestPitch = 21

  /// Frequency of the lowest key, in hertz (`ANNOTATIONS_BASE_FREQUENCY`).
  public static let lowestFrequency = 27.5

  /// Contour bins in a semitone (`CONTOURS_BINS_PER_SEMITONE`).
  public static let binsPerSemitone = 3

  /// Bins of the contour posteriorgram.
  public static let contourBinCount = pitchCount * binsPerSemitone  // 264

  /// Bins of the constant-Q transform: 88 semitones and three octaves of harmonics above them.
  public static let spectrogramBinCount = 309

  /// When a frame of the joined posteriorgrams happens, in seconds from the beginning of the recording.
  ///
  /// A window starts a whole number of samples after the last, which is not one of frames.
  public static func seconds(ofFrame frame: Int) -> Double {
    let (window, rest) = frame.quotientAndRemainder(dividingBy: keptFramesPerWindow)
    return Double(window * windowHop + rest * hopLength) / sampleRate
  }
}
