public import TranscriptionTypes

extension AudioBuffer {
  /// Reads a whole sound file as mono at a wanted rate, in hertz.
  ///
  /// - Precondition: `sampleRate > 0`.
  /// - Throws: As `AudioReader` does.
  public init(contentsOf path: String, sampleRate: Double) throws(AudioIOError) {
    var reader = try AudioReader(Recording(path: path), sampleRate: sampleRate)
    var samples: [Float] = []
    while let block = try reader.next() { samples += block }
    self.init(samples: samples, sampleRate: sampleRate)
  }
}
