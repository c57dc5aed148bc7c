import AudioIO

/// Why music cannot be rendered.
public enum RenderingError: Error, Equatable {
  /// The last event lies later than anybody wants to wait. Times in seconds.
  case tooLong(seconds: Double, limit: Double)
  /// The sound file cannot be written.
  case audio(AudioIOError)
}

extension RenderingError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .tooLong(let seconds, let limit):
      "the music lasts \(Int(seconds / 3600)) hours, more than the \(Int(limit / 3600)) that are"
        + " rendered; --max-duration renders its beginning"
    case .audio(let error): error.description
    }
  }
}
