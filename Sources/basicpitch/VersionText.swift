import AudioIO
import CNNInference
import CQT

/// What `--version` prints.
enum VersionText {
  static let version = "0.1.0"
  /// When that version was begun, as manual pages write it: written down, so that the same sources
  /// make the same page on any day.
  static let date = "November 21, 2026"

  /// The program, the model it would use, and the libraries it runs with.
  static var current: String {
    """
    basicpitch \(version)
    model: \(model)
    libraries: \(AudioLibraries.soundFileVersion), \(AudioLibraries.resamplerVersion), \
    \(ShortTimeFourierTransform.libraryVersion)
    """
  }

  private static var model: String {
    do {
      let path = try ModelLocation.notes.find(named: nil)
      return "\(path), CRC-32 \(try ModelWeights(path: path).checksumText)"
    } catch {
      return Failure(error).message
    }
  }
}

extension ModelWeights {
  /// The checksum as eight hexadecimal digits.
  var checksumText: String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
