import Archives
import Arithmetic
import AudioIO
import CNNInference
import Exports
import MIDIWriter
import Pictures
import SynthRenderer
import Transcription

/// Why a command ends without its result: a line for the user, a code for scripts, and the file that
/// it is about, if it is about one.
struct Failure: Error {
  let message: String
  let exitCode: ExitCode
  var path: String?

  init(message: String, exitCode: ExitCode, path: String? = nil) {
    self.message = message
    self.exitCode = exitCode
    self.path = path
  }

  /// Translates what a stage throws.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case .input(let error) as TranscriptionError<ExportError>: self.init(error)
    case .output(let error) as TranscriptionError<ExportError>: self.init(error)
    case .input(let error) as TranscriptionError<Never>: self.init(error)
    case .audio(let error) as RenderingError: self.init(error)
    default:
      self.init(
        message: "\(error)", exitCode: Self.exitCode(of: error), path: Self.path(of: error))
    }
  }

  private static func exitCode(of error: any Error) -> ExitCode {
    switch error {
    case is ArithmeticError, is UsageError: .usage
    case let error as AudioIOError: exitCode(of: error)
    case is ArchiveError, is RenderingError, is SoundFontError: .input
    case PictureError.tooLong: .input
    case ExportError.nobodyReads: .unread
    case is ExportError, is PictureError: .output
    case is ModelError: .model
    default: .failure
    }
  }

  private static func exitCode(of error: AudioIOError) -> ExitCode {
    switch error {
    case .cannotOpen, .unknownFormat, .cannotDecode, .notWhole, .startsBehindTheEnd,
      .noSuchChannel, .notFinite, .tooLarge, .cannotResample:
      .input
    case .cannotCreate, .cannotWrite: .output
    }
  }

  /// The file that a stage complains about.
  private static func path(of error: any Error) -> String? {
    switch error {
    case let error as AudioIOError: error.path
    case let error as ArchiveError: error.path
    case let error as ExportError: error.path
    case let error as ModelError: error.path
    case let error as SoundFontError: error.path
    default: nil
    }
  }
}
