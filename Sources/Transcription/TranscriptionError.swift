public import AudioIO

/// Why a transcription ends early.
public enum TranscriptionError<Output: Error>: Error {
  /// The recording cannot be read to its end.
  case input(AudioIOError)
  /// The receiver of the passages gave up.
  case output(Output)
}

extension TranscriptionError: Equatable where Output: Equatable {}
