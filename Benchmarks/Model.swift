import Arithmetic
import CNNInference
import CQT
import TranscriptionTypes

/// A window of audio to posteriorgrams, on one thread, in memory made once.
struct Model: ~Copyable {
  private let arithmetic: Arithmetic
  private let transform: ConstantQTransform
  private let network: PitchNetwork
  private var transformSpace: ConstantQTransform.Workspace
  private let networkSpace = PitchNetwork.Workspace()

  init(_ weights: ModelWeights, arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    network = PitchNetwork(weights, arithmetic: arithmetic)
    transform = ConstantQTransform(arithmetic: arithmetic)
    transformSpace = ConstantQTransform.Workspace(for: transform)
  }

  mutating func infer(_ window: [Float]) -> Posteriorgrams {
    infer(spectrogram(of: window))
  }

  mutating func spectrogram(of window: [Float]) -> Spectrogram {
    transform.transform(window, in: &transformSpace).normalizedDecibels(arithmetic: arithmetic)
      .spectrogram
  }

  func infer(_ spectrogram: Spectrogram) -> Posteriorgrams {
    network.infer(spectrogram, in: networkSpace)
  }

  /// How long each layer of the network takes.
  func times(of spectrogram: Spectrogram) -> [PitchNetwork.Layer: Duration] {
    let clock = ContinuousClock()
    var times: [PitchNetwork.Layer: Duration] = [:]
    var start = clock.now
    _ = network.infer(spectrogram, in: networkSpace) { layer in
      let end = clock.now
      times[layer] = end - start
      start = clock.now
    }
    return times
  }
}
