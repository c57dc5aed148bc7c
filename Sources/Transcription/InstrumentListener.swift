public import Arithmetic
public import AudioIO
public import CNNInference
import CQT
public import TranscriptionTypes

/// From a recording to how loud each family of instruments plays.
public struct InstrumentListener: Sendable {
  private let network: InstrumentNetwork
  private let inference: WindowInference

  /// Prepares the stages.
  ///
  /// - Parameter threadCount: at least 1; the result does not depend on it.
  public init(_ weights: InstrumentWeights, threadCount: Int = 1, arithmetic: Arithmetic) {
    precondition(threadCount > 0, "at least one thread is needed")
    network = InstrumentNetwork(weights, arithmetic: arithmetic)
    inference = WindowInference(
      arithmetic: arithmetic, transform: ConstantQTransform(arithmetic: arithmetic), network: nil,
      threadCount: threadCount, measuresBands: true)
  }

  /// Listens to a recording, and hands on what becomes certain on the way.
  ///
  /// Memory does not grow with its length.
  ///
  /// - Returns: how the recording ended before its time; nil if it is whole.
  /// - Throws: `input` where the recording cannot be read, `output` with what `receive` throws.
  public func listen<Failure>(
    to recording: Recording, _ receive: (InstrumentEnvelopes) throws(Failure) -> Void
  ) throws(TranscriptionError<Failure>) -> Shortfall? {
    let windows: WindowSource
    do { windows = try WindowSource(recording, blockLength: 65_536) } catch { throw .input(error) }
    var envelopes = EnvelopeJoiner(network)
    let inferred = try inference.infer(windows) { window throws(Failure) in
      if let bands = window.frames.bands { try receive(envelopes.append(bands)) }
    }
    let rest = envelopes.finish(sampleCount: inferred.sampleCount)
    do throws(Failure) { try receive(rest) } catch { throw .output(error) }
    return inferred.shortfall
  }
}
