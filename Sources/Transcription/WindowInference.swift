import Arithmetic
import AudioIO
import CNNInference
import CQT
import Dispatch
import Synchronization
import TranscriptionTypes
import Windowing

/// Runs the network over the windows of a recording, on several threads.
///
/// Each thread takes the next window, decoding as much audio as that needs, infers it, and puts the
/// result in its place. While one thread decodes, the others infer, and no more windows are in
/// memory than there are threads.
struct WindowInference: Sendable {
  let arithmetic: Arithmetic
  let transform: ConstantQTransform
  let network: PitchNetwork
  let threadCount: Int

  /// Infers all windows of a source and joins them.
  ///
  /// - Throws: what the source throws; the windows before the fault are lost.
  func infer(
    _ source: consuming sending WindowSource, joining joiner: PosteriorgramJoiner
  ) throws(AudioIOError) -> Posteriorgrams {
    let windows = Mutex(Windows(source: source))
    let results = Mutex(Results(joiner: joiner))
    DispatchQueue.concurrentPerform(iterations: threadCount) { _ in
      var transformSpace = ConstantQTransform.Workspace(for: transform)
      let networkSpace = PitchNetwork.Workspace()
      while let window = windows.withLock({ $0.next() }) {
        let spectrogram = transform.transform(window.samples, in: &transformSpace)
        let result = network.infer(
          spectrogram.normalizedDecibels(arithmetic: arithmetic), in: networkSpace)
        results.withLock { $0.insert(result, at: window.index) }
      }
    }
    let (sampleCount, failure) = windows.withLock { ($0.source.sampleCount, $0.failure) }
    if let failure { throw failure }
    return results.withLock { $0.joiner.finish(sampleCount: sampleCount) }
  }

  /// The source and what went wrong with it, if anything did: then it has no more windows.
  private struct Windows: ~Copyable {
    var source: WindowSource
    var failure: AudioIOError?

    mutating func next() -> (index: Int, samples: [Float])? {
      guard failure == nil else { return nil }
      do {
        return try source.next()
      } catch {
        failure = error
        return nil
      }
    }
  }

  /// Results as they come in, which may be out of order, and the joiner, which wants them in order.
  private struct Results {
    var joiner: PosteriorgramJoiner
    private var waiting: [Int: Posteriorgrams] = [:]
    private var joinedCount = 0

    init(joiner: PosteriorgramJoiner) { self.joiner = joiner }

    mutating func insert(_ result: Posteriorgrams, at index: Int) {
      waiting[index] = result
      while let next = waiting.removeValue(forKey: joinedCount) {
        joiner.append(next)
        joinedCount += 1
      }
    }
  }
}
