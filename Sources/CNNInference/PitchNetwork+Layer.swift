import TranscriptionTypes

extension PitchNetwork {
  /// The steps of an inference, in their order.
  package enum Layer: String, CaseIterable, Sendable {
    /// The image's transform along its bins, which both convolutions over harmonics start from.
    case spectrum
    case contour1, contour2, note1, note2, onset1, onset2

    /// Multiplications and additions a window, as a direct convolution.
    package var operationCount: Int {
      let frames = ModelConstants.framesPerWindow
      let contour = ModelConstants.contourBinCount * frames
      let pitch = ModelConstants.pitchCount * frames
      return switch self {
      case .spectrum: 0
      case .contour1: 2 * contour * 8 * (8 * 3 * 39)
      case .contour2: 2 * contour * (8 * 5 * 5)
      case .note1: 2 * pitch * 32 * (7 * 7)
      case .note2: 2 * pitch * (32 * 7 * 3)
      case .onset1: 2 * pitch * 32 * (8 * 5 * 5)
      case .onset2: 2 * pitch * (33 * 3 * 3)
      }
    }
  }
}
