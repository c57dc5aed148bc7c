/// Why there is no picture.
public enum PictureError: Error, Equatable {
  /// The music lasts longer than anybody wants to look at: a damaged file may announce years. In
  /// seconds.
  case tooLong(seconds: Double, limit: Double)
  /// The library that draws PNG pictures is not installed, or not the one it should be.
  case noCairo(reason: String)
  /// The library has no memory, or cannot draw.
  case cannotDraw(reason: String)
}

extension PictureError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .tooLong(let seconds, let limit):
      "the music lasts \(Int(seconds / 3600)) hours, more than the \(Int(limit / 3600)) that are"
        + " drawn"
    case .noCairo(let reason):
      "a .png picture needs the library cairo (\(reason)): install Debian's package libcairo2, or"
        + " ask for .svg, which needs nothing"
    case .cannotDraw(let reason): "cannot draw the picture: \(reason)"
    }
  }
}
