import CNNInference
import TranscriptionTypes
import Windowing

/// From the powers of windows to the envelopes of instruments.
struct EnvelopeJoiner: Sendable {
  private var joiner = FrameJoiner<BandPowers>()
  private var stream: EnvelopeStream

  init(_ network: InstrumentNetwork) { stream = EnvelopeStream(network) }

  /// Takes in the next window.
  mutating func append(_ bands: BandPowers) -> InstrumentEnvelopes {
    stream.append(joiner.append(bands))
  }

  /// The rest.
  mutating func finish(sampleCount: Int) -> InstrumentEnvelopes {
    var envelopes = stream.append(joiner.finish(sampleCount: sampleCount))
    envelopes.append(stream.finish())
    return envelopes
  }
}
