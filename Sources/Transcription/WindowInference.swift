import Arithmetic
import AudioIO
import CNNInference
import CQT
import Synchronization
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs the network over the windows of a recording, on several threads.
///
/// Each thread takes the next window, decoding as much audio as that needs, and infers it. While one
/// thread decodes, the others infer. The calling thread hands on the results whose turn has come, and
/// does nothing else unless it is the only one: if it waited for audio to come through a pipe, what
/// has been heard would wait with it. A thread that is too far ahead of the earliest window without
/// a result sleeps, so that at most two windows a thread are in memory.
struct WindowInference: Sendable {
  let arithmetic: Arithmetic
  let transform: ConstantQTransform
  /// Nil where no posteriorgrams are wanted.
  let network: PitchNetwork?
  let threadCount: Int
  /// Whether to measure how loud the keys are and how high, as well.
  var measuresKeys = false
  /// Whether to measure the powers of semitones, as well.
  var measuresBands = false
  let keyPitch = KeyPitch()

  /// Infers all windows of a source and hands on the results in order, on the calling thread.
  ///
  /// - Returns: length of the recording in samples at 22 050 Hz, what it lacks, and the time all
  ///   threads took.
  /// - Throws: what the source throws, after the windows before the fault; what `receive` throws.
  func infer<Failure>(
    _ source: consuming sending WindowSource,
    _ receive: (InferredWindow) throws(Failure) -> Void
  ) throws(TranscriptionError<Failure>) -> Summary {
    let windows = SharedWindows(source)
    let results = Monitor(ResultQueue<InferredWindow>(capacity: 2 * threadCount))
    let helpers = (0..<(threadCount == 1 ? 0 : threadCount)).compactMap { _ in
      startThread { help(windows, results) }
    }
    let failure = handOn(results, windows, isAlone: helpers.isEmpty, receive)
    // Whatever has happened, nobody works on when this function returns.
    results.update { $0.close() }
    for helper in helpers { pthread_join(helper, nil) }
    if let failure { throw .output(failure) }
    return try windows.summary(Failure.self)
  }

  /// A helper's part. It takes memory to work in only once it has a window.
  private func help(_ windows: SharedWindows, _ results: Monitor<ResultQueue<InferredWindow>>) {
    guard results.waitFor({ $0.takePlace() }) else { return }
    guard let first = windows.next() else { return results.update { $0.giveBackPlace() } }
    var worker = Worker(inference: self, windows: windows, results: results)
    worker.infer(first)
    while results.waitFor({ $0.takePlace() }) { worker.inferNextWindow() }
  }

  /// The calling thread's part.
  private func handOn<Failure>(
    _ results: Monitor<ResultQueue<InferredWindow>>, _ windows: SharedWindows, isAlone: Bool,
    _ receive: (InferredWindow) throws(Failure) -> Void
  ) -> Failure? {
    var worker =
      isAlone ? Worker(inference: self, windows: windows, results: results) : nil
    while true {
      switch results.waitFor({ $0.nextTask(computes: isAlone) }) {
      case .handOn(let result):
        do throws(Failure) { try receive(result) } catch { return error }
      case .compute: worker?.inferNextWindow()
      case .stop: return nil
      }
    }
  }

  /// What a thread needs to itself.
  private struct Worker: ~Copyable {
    let inference: WindowInference
    let windows: SharedWindows
    let results: Monitor<ResultQueue<InferredWindow>>
    var transformSpace: ConstantQTransform.Workspace
    let networkSpace = PitchNetwork.Workspace()
    var times = StageTimes()
    /// What silence was found to be, once it was asked about.
    var silence: InferredFrames?

    init(
      inference: WindowInference, windows: SharedWindows,
      results: Monitor<ResultQueue<InferredWindow>>
    ) {
      self.inference = inference
      self.windows = windows
      self.results = results
      transformSpace = ConstantQTransform.Workspace(for: inference.transform)
    }

    deinit { windows.add(times) }

    /// Fills the place that was taken, or gives it back when there is no window left.
    mutating func inferNextWindow() {
      guard let window = windows.next() else { return results.update { $0.giveBackPlace() } }
      infer(window)
    }

    /// Fills the place that was taken.
    mutating func infer(_ window: SharedWindows.Window) {
      let result = InferredWindow(samples: window.samples, frames: infer(window.samples))
      results.update { $0.put(result, at: window.index) }
    }

    /// What there is in a window; in silence it is the same every time.
    private mutating func infer(_ samples: [Float]) -> InferredFrames {
      let isSilent = samples.allSatisfy { $0 == 0 }
      if isSilent, let silence { return silence }
      let (power, bands) = times.measure(.transform) {
        let transform = inference.transform
        let power = transform.transform(samples, in: &transformSpace)
        let bands =
          inference.measuresBands ? transform.semitonePowers(of: power, samples: samples) : nil
        return (power, bands)
      }
      let posteriorgrams = inference.network.map { infer(power, with: $0) }
      let result = InferredFrames(posteriorgrams: posteriorgrams ?? Posteriorgrams(), bands: bands)
      if isSilent { silence = result }
      return result
    }

    /// What the network says, and what is measured of the keys.
    private mutating func infer(
      _ power: Spectrogram, with network: PitchNetwork
    ) -> Posteriorgrams {
      let ((spectrogram, decibels), level) = times.measure(.transform) {
        let level = inference.measuresKeys ? inference.transform.keyLevels(of: power) : nil
        return (power.normalizedDecibels(arithmetic: inference.arithmetic), level)
      }
      var result = times.measure(.network) { network.infer(spectrogram, in: networkSpace) }
      if inference.measuresKeys {
        result.level = level
        result.pitch = times.measure(.transform) {
          inference.keyPitch.measure(result, in: spectrogram, decibels: decibels)
        }
      }
      return result
    }
  }
}

extension WindowInference {
  /// What is known of a recording at its end.
  typealias Summary = (sampleCount: Int, shortfall: Shortfall?, times: StageTimes)
}

/// A window, and what was found in it.
struct InferredWindow: Sendable {
  let samples: [Float]
  let frames: InferredFrames
}

/// What was found in the frames of a window.
struct InferredFrames: Sendable {
  /// Without frames where no network was asked.
  let posteriorgrams: Posteriorgrams
  /// Nil where they were not wanted.
  let bands: BandPowers?
}

/// The windows of a recording, for several threads.
private final class SharedWindows: Sendable {
  private struct State: ~Copyable {
    var source: WindowSource
    var failure: AudioIOError?
    var times = StageTimes()
  }

  private let state: Mutex<State>

  init(_ source: consuming sending WindowSource) { state = Mutex(State(source: source)) }

  /// A window's place in the recording, from 0, and its audio.
  typealias Window = (index: Int, samples: [Float])

  /// The next window; nil at the end, and when something went wrong.
  func next() -> Window? {
    state.withLock { state -> Window? in
      guard state.failure == nil else { return nil }
      do throws(AudioIOError) {
        let start = StageTimes.now
        defer { state.times.add(since: start, to: .decoding) }
        return try state.source.next()
      } catch {
        state.failure = error
        return nil
      }
    }
  }

  func add(_ times: StageTimes) { state.withLock { $0.times.add(times) } }

  /// What is known once all windows were taken.
  func summary<Output>(
    _: Output.Type
  ) throws(TranscriptionError<Output>) -> WindowInference.Summary {
    let (summary, failure) = state.withLock {
      (($0.source.sampleCount, $0.source.shortfall, $0.times), $0.failure)
    }
    if let failure { throw .input(failure) }
    return summary
  }
}
