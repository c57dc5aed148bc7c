public import TranscriptionTypes

/// What has been heard of a recording since the passage before, and not yet decided.
public struct HeardPassage: Equatable, Sendable {
  /// The recording as the network hears it, mono at 22 050 Hz: the samples of all passages together are
  /// the recording. None where it was not heard, but saved posteriorgrams were read.
  public let samples: [Float]

  /// How strongly something is struck, as `SpectralFlux` measures it, in the frames that are certain
  /// now; none where the transcriber's settings look for no beats, or the recording was not heard.
  public let flux: [Float]

  /// The frames that follow those of the passage before.
  public let posteriorgrams: Posteriorgrams

  /// How loud each family of instruments plays, in the frames that are certain now; none where nobody asked.
  public let envelopes: InstrumentEnvelopes

  /// - Parameters:
  ///   - samples: none, or those that follow those of the passage before.
  ///   - flux: none, or what follows that of the passage before.
  ///   - posteriorgrams: the frames that follow.
  ///   - envelopes: none, or what follows those of the passage before.
  public init(
    samples: [Float] = [], flux: [Float] = [], posteriorgrams: Posteriorgrams,
    envelopes: InstrumentEnvelopes = InstrumentEnvelopes()
  ) {
    self.samples = samples
    self.flux = flux
    self.posteriorgrams = posteriorgrams
    self.envelopes = envelopes
  }
}
