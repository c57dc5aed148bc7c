import Archives
import Arithmetic
import AudioIO
import CQT
import Exports
import Transcription
import TranscriptionTypes

/// Where posteriorgrams come from.
enum PosteriorgramSource: Sendable {
  /// The network, which listens to recordings.
  case network(Transcriber)
  /// Archives, in which they were saved.
  case archives(Arithmetic)

  /// With which instructions frames are worked on.
  var arithmetic: Arithmetic {
    switch self {
    case .network(let transcriber): transcriber.arithmetic
    case .archives(let arithmetic): arithmetic
    }
  }

  /// Hands on the posteriorgrams of an input, and its sound if it has any, in order, on the calling thread.
  ///
  /// - Parameter expecting: is told how many seconds there should be, where that is known.
  func read(
    _ recording: Recording, at path: String, expecting: (Double) -> Void,
    _ receive: (HeardPassage) throws(ExportError) -> Void
  ) throws -> Transcriber.Heard {
    switch self {
    case .network(let transcriber):
      return try transcriber.listen(to: recording, expecting: expecting, receive)
    case .archives:
      var times = StageTimes()
      var reader = try PosteriorgramReader(path: path)
      expecting(duration(ofFrames: reader.frameCount))
      while var frames = try times.measure(.decoding, { try reader.next() }) {
        frames.pitch = frames.pitch ?? KeyPitch().measure(frames)
        try receive(HeardPassage(posteriorgrams: frames))
      }
      return Transcriber.Heard(shortfall: nil, times: times)
    }
  }
}
