/// What can go wrong between a sound file and its samples.
public enum AudioIOError: Error, Equatable {
  /// The operating system does not let us at the file: missing, a folder, no permission.
  case cannotOpen(path: String, reason: String)
  /// The file is there, but libsndfile makes no sound of its beginning.
  case unknownFormat(path: String, reason: String)
  /// The file began well; its samples, from some point on, cannot be decoded.
  case cannotDecode(path: String, reason: String)
  /// A sample is not a number or infinite. Frames count from 0, channels from 1.
  case notFinite(path: String, isNaN: Bool, frame: Int, seconds: Double, channel: Int)
  /// The channels of a frame are finite, but their sum is beyond single precision.
  case channelSumOverflows(path: String, frame: Int, seconds: Double)
  /// libsoxr refuses the conversion, or fails in the middle of it. Rates in hertz.
  case cannotResample(from: Double, to: Double, reason: String)
  /// The sound file cannot be created.
  case cannotCreate(path: String, reason: String)
  /// Samples or the final header did not reach the file, as when the disk is full.
  case cannotWrite(path: String, reason: String)
}

extension AudioIOError: CustomStringConvertible {
  /// One sentence for the person at the terminal.
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "cannot open '\(path)': \(reason)"
    case .unknownFormat(let path, let reason): "cannot read '\(path)' as audio: \(reason)"
    case .cannotDecode(let path, let reason): "cannot decode '\(path)': \(reason)"
    case .notFinite(let path, let isNaN, let frame, let seconds, let channel):
      "'\(path)' has \(isNaN ? "a sample that is not a number" : "an infinite sample")"
        + " at frame \(frame) (\(milliseconds(seconds)) s), channel \(channel)"
    case .channelSumOverflows(let path, let frame, let seconds):
      "'\(path)' has samples too large to mix at frame \(frame) (\(milliseconds(seconds)) s)"
    case .cannotResample(let from, let to, let reason):
      "cannot convert audio from \(from) Hz to \(to) Hz: \(reason)"
    case .cannotCreate(let path, let reason): "cannot create '\(path)': \(reason)"
    case .cannotWrite(let path, let reason): "cannot write '\(path)': \(reason)"
    }
  }

  /// Seconds with three decimals.
  private func milliseconds(_ seconds: Double) -> String {
    let count = Int((seconds * 1000).rounded())
    return "\(count / 1000).\(String(count % 1000 + 1000).dropFirst())"
  }
}
