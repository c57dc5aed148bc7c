import Arithmetic
import AudioIO
import CNNInference
import MIDIWriter
import NoteCreation
import Transcription
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Times every stage of the pipeline alone, on one thread.
struct Stages {
  /// What a stage took, and for how much music.
  struct Result {
    let name: String
    /// What one time is for.
    let unit: String
    let timing: Timing
    /// How many times that are in a minute of music.
    let perMinute: Double
  }

  private static let windowCount = 8
  private static let windowsPerMinute =
    60 * ModelConstants.sampleRate / Double(ModelConstants.windowHop)

  private let rounds: Int
  private let arithmetic: Arithmetic
  private let weights: ModelWeights

  /// - Parameter rounds: how often each is timed.
  init(rounds: Int, arithmetic: Arithmetic) throws {
    self.rounds = rounds
    self.arithmetic = arithmetic
    weights = try ModelWeights(path: Checkout.modelPath)
  }

  /// Runs all stages, in the order of the signal.
  func run() throws -> [Result] {
    let path = "/tmp/basicpitch-benchmark-\(getpid()).wav"
    defer { unlink(path) }
    try Music.writeMinute(to: path)
    return try [decoding(path)] + model() + notes(path)
  }

  private func decoding(_ path: String) throws -> Result {
    let timing = try Timing(rounds: rounds) {
      var reader = try AudioReader(Recording(path: path), sampleRate: ModelConstants.sampleRate)
      while try reader.next() != nil {}
    }
    return Result(name: "decode and resample", unit: "minute", timing: timing, perMinute: 1)
  }

  private func model() throws -> [Result] {
    let windows = try Music().windows(count: Self.windowCount)
    var model = Model(weights, arithmetic: arithmetic)
    let spectrograms = windows.map { model.spectrogram(of: $0) }
    // Each round goes through all windows; the three take turns, so that none has the quiet minute.
    let clock = ContinuousClock()
    var times: [[Duration]] = [[], [], []]
    for round in 0...rounds {
      let turn = [
        clock.measure { for window in windows { _ = model.infer(window) } },
        clock.measure { for window in windows { _ = model.spectrogram(of: window) } },
        clock.measure { for spectrogram in spectrograms { _ = model.infer(spectrogram) } },
      ]
      guard round > 0 else { continue }
      for (index, time) in turn.enumerated() { times[index].append(time / windows.count) }
    }
    let names = ["model: audio to posteriorgrams", "constant-Q transform alone", "network alone"]
    return zip(names, times).map { name, times in
      Result(
        name: name, unit: "window", timing: Timing(times), perMinute: Self.windowsPerMinute)
    }
  }

  /// Times the layers of the network, in the order in which they are computed.
  func runLayers() throws -> [(layer: PitchNetwork.Layer, timing: Timing)] {
    var model = Model(weights, arithmetic: arithmetic)
    let spectrograms = try Music().windows(count: Self.windowCount)
      .map { model.spectrogram(of: $0) }
    var times: [PitchNetwork.Layer: [Duration]] = [:]
    for round in 0...rounds {
      for spectrogram in spectrograms {
        let turn = model.times(of: spectrogram)
        if round > 0 { times.merge(turn.mapValues { [$0] }, uniquingKeysWith: +) }
      }
    }
    return PitchNetwork.Layer.allCases.map { ($0, Timing(times[$0]!)) }
  }

  private func notes(_ path: String) throws -> [Result] {
    let transcription = try Transcriber(model: weights, arithmetic: arithmetic).transcribe(path)
    let creator = NoteCreator(arithmetic: arithmetic)
    let portions = Self.portions(of: transcription.posteriorgrams)
    let creation = Timing(rounds: rounds) {
      var decoder = creator.makeDecoder()
      for portion in portions { _ = decoder.append(portion) }
      _ = decoder.finish()
    }
    let encoding = Timing(rounds: rounds) {
      _ = MIDIFileEncoder().encode(NoteArranger().arrange(transcription.notes))
    }
    return [
      Result(name: "note creation", unit: "minute", timing: creation, perMinute: 1),
      Result(name: "MIDI encoding", unit: "minute", timing: encoding, perMinute: 1),
    ]
  }

  /// Frames as the decoder gets them, window by window.
  private static func portions(of frames: Posteriorgrams) -> [Posteriorgrams] {
    let length = ModelConstants.keptFramesPerWindow
    return stride(from: 0, to: frames.frameCount, by: length).map { first in
      var portion = Posteriorgrams()
      portion.append(frames, first..<min(first + length, frames.frameCount))
      return portion
    }
  }
}
