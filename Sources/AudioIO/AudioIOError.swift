/// What can go wrong between a sound file and its samples.
public enum AudioIOError: Error, Equatable {
  /// The operating system does not let us at the file: missing, a folder, no permission.
  case cannotOpen(path: String, reason: String)
  /// The file is there, but nobody makes sound of its beginning.
  case unknownFormat(path: String, reason: String)
  /// The first sample cannot be decoded.
  case cannotDecode(path: String, reason: String)
  /// The recording is not whole, and that was asked for.
  case notWhole(path: String, Shortfall)
  /// The part that is wanted lies behind the end. In seconds.
  case startsBehindTheEnd(path: String, start: Double, duration: Double)
  /// The recording has fewer channels than the one that is wanted, counted from 1.
  case noSuchChannel(path: String, channel: Int, channelCount: Int)
  /// A sample is not a number or infinite. Frames count from 0, channels from 1.
  case notFinite(path: String, isNaN: Bool, frame: Int, seconds: Double, channel: Int)
  /// Samples are finite, but they or their sum so large that what is computed of them would not be.
  case tooLarge(path: String, frame: Int, seconds: Double)
  /// libsoxr refuses the conversion, or fails in the middle of it. Rates in hertz.
  case cannotResample(from: Double, to: Double, reason: String)
  /// The sound file cannot be created.
  case cannotCreate(path: String, reason: String)
  /// Samples or the final header did not reach the file, as when the disk is full.
  case cannotWrite(path: String, reason: String)
}

extension AudioIOError {
  /// The file that it is about.
  public var path: String? {
    switch self {
    case .cannotOpen(let path, _), .unknownFormat(let path, _), .cannotDecode(let path, _),
      .notWhole(let path, _), .startsBehindTheEnd(let path, _, _), .noSuchChannel(let path, _, _),
      .notFinite(let path, _, _, _, _), .tooLarge(let path, _, _),
      .cannotCreate(let path, _), .cannotWrite(let path, _):
      path
    case .cannotResample: nil
    }
  }
}

extension AudioIOError: CustomStringConvertible {
  /// One sentence for the person at the terminal.
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "cannot open \(quoted(path)): \(reason)"
    case .unknownFormat(let path, let reason): "cannot read \(quoted(path)) as audio: \(reason)"
    case .cannotDecode(let path, let reason): "cannot decode \(quoted(path)): \(reason)"
    case .notWhole(let path, let shortfall): "\(quoted(path)) \(shortfall.description)"
    case .startsBehindTheEnd(let path, let start, let duration):
      "\(quoted(path)) has \(thousandths(duration)) s, nothing at \(thousandths(start)) s"
    case .noSuchChannel(let path, let channel, let channelCount):
      "\(quoted(path)) has no channel \(channel), only \(channelCount)"
    case .notFinite(let path, let isNaN, let frame, let seconds, let channel):
      "\(quoted(path)) has \(isNaN ? "a sample that is not a number" : "an infinite sample")"
        + " at frame \(frame) (\(thousandths(seconds)) s), channel \(channel)"
    case .tooLarge(let path, let frame, let seconds):
      "\(quoted(path)) has samples too large to work with at frame \(frame) (\(thousandths(seconds)) s)"
    case .cannotResample(let from, let to, let reason):
      "cannot convert audio from \(from) Hz to \(to) Hz: \(reason)"
    case .cannotCreate(let path, let reason): "cannot create '\(path)': \(reason)"
    case .cannotWrite(let path, let reason): "cannot write '\(path)': \(reason)"
    }
  }

  /// The path in quotes; `-` is what everybody calls it.
  private func quoted(_ path: String) -> String { path == "-" ? "standard input" : "'\(path)'" }
}
