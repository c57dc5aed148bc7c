import TranscriptionTypes

/// A note on the posteriorgram's own axes.
package struct FrameNote: Equatable {
  /// Frames in which it sounds.
  package var frames: Range<Int>

  /// Its key, 0 for A0.
  package let bin: Int

  /// Mean of the note posteriorgram over the frames in which it was found.
  package var confidence: Float

  /// How likely it is that it begins as it was found to, 0…1; nil where nobody judged that.
  package var probability: Float?

  /// How loud it is; nil where that was not measured.
  package var level: Double?

  /// Seconds from its first frame to its onset.
  package var delay = 0.0

  /// When the key is struck again, in seconds.
  package var latestOffset = Double.infinity

  /// The bend of each frame, in parts of a contour bin; empty when bends are not asked for.
  package var bends: [Int16]

  /// Parts of a contour bin in which bends are kept, an eighth of a cent each.
  static let bendsPerContourBin = 256

  /// The bend of a frame in which no pitch is clear.
  package static let unknownBend = Int16.min

  package init(frames: Range<Int>, bin: Int, confidence: Float, bends: [Int16] = []) {
    self.frames = frames
    self.bin = bin
    self.confidence = confidence
    self.bends = bends
  }

  /// The note in seconds and semitones.
  func event(at times: FrameTimes, pitchBends: [Double]) -> NoteEvent {
    NoteEvent(
      onset: times.seconds(ofFrame: frames.lowerBound),
      offset: times.seconds(ofFrame: frames.upperBound),
      pitch: bin + ModelConstants.lowestPitch,
      confidence: probability ?? confidence,
      level: level,
      pitchBends: pitchBends)
  }

  /// A distance in semitones as it is kept.
  package static func bend(semitones: Float) -> Int16 {
    Int16((semitones * Float(ModelConstants.binsPerSemitone * bendsPerContourBin)).rounded())
  }

  /// A bend in semitones.
  static func semitones(bend: Int16) -> Double {
    Double(bend) / Double(ModelConstants.binsPerSemitone * bendsPerContourBin)
  }
}
