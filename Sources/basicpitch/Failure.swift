import Archives
import Arithmetic
import AudioIO
import CNNInference
import Evaluation
import Exports
import MIDIWriter
import Pictures
import Transcription

/// Why a command ends without its result: a line for the user and a code for scripts.
struct Failure: Error {
  let message: String
  let exitCode: ExitCode

  init(message: String, exitCode: ExitCode) {
    self.message = message
    self.exitCode = exitCode
  }

  /// Translates what a stage throws.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case .input(let error) as TranscriptionError<ExportError>: self.init(error)
    case .output(let error) as TranscriptionError<ExportError>: self.init(error)
    case let error as ArithmeticError: self.init(message: error.description, exitCode: .usage)
    case let error as UsageError: self.init(message: error.description, exitCode: .usage)
    case let error as AudioIOError:
      self.init(message: error.description, exitCode: Self.exitCode(of: error))
    case let error as ArchiveError:
      self.init(message: error.description, exitCode: .input)
    case let error as ExportError: self.init(message: error.description, exitCode: .output)
    case let error as ModelError: self.init(message: error.description, exitCode: .model)
    case let error as EvaluationError:
      self.init(message: error.description, exitCode: .failure)
    case .tooLong as PictureError: self.init(message: "\(error)", exitCode: .input)
    case let error as PictureError: self.init(message: error.description, exitCode: .output)
    case .audio(let error) as RenderingError: self.init(error)
    case let error as RenderingError: self.init(message: error.description, exitCode: .input)
    default: self.init(message: "\(error)", exitCode: .failure)
    }
  }

  private static func exitCode(of error: AudioIOError) -> ExitCode {
    switch error {
    case .cannotOpen, .unknownFormat, .cannotDecode, .notWhole, .startsBehindTheEnd,
      .noSuchChannel, .notFinite, .channelSumOverflows, .cannotResample:
      .input
    case .cannotCreate, .cannotWrite: .output
    }
  }
}
