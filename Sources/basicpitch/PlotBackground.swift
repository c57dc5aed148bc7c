import Archives
import Arithmetic
import AudioIO
import NoteCreation
import Pictures
import Transcription
import TranscriptionTypes

/// What lies behind notes, or is a picture of its own.
struct PlotBackground {
  /// What to see; nil for what suits the file.
  let view: PlotArguments.View?

  /// Reads posteriorgrams, or a recording and its spectrogram.
  func read(_ path: String) throws -> Heatmap {
    switch try PlotContent(of: path) {
    case .posteriorgrams: return try posteriorgram(of: path)
    case .recording: return try spectrogram(of: path)
    case .music:
      throw Failure(
        message: "'\(path)' is a MIDI file; --over wants posteriorgrams or a recording",
        exitCode: .usage, path: path)
    }
  }

  private func posteriorgram(of path: String) throws -> Heatmap {
    let matrix: KeyPath<Posteriorgrams, Posteriorgram>
    switch view ?? .note {
    case .note: matrix = \.note
    case .onset: matrix = \.onset
    case .contour: matrix = \.contour
    case .cqt, .stft: throw unsuitable(path, "has posteriorgrams", "note, onset or contour")
    }
    var heatmap = view == .contour ? Heatmap.contour : .keys
    var settings = NoteCreator.Settings()
    settings.quirks = .standard
    let clock = NoteCreator(settings: settings)
    var reader = try PosteriorgramReader(path: path)
    var frameCount = 0
    while let frames = try reader.next() {
      let end = frameCount + frames.frameCount
      heatmap.append(frames[keyPath: matrix], times: clock.times(ofFrames: frameCount..<end))
      frameCount = end
    }
    return heatmap
  }

  private func spectrogram(of path: String) throws -> Heatmap {
    guard let view = Spectrograph.View(rawValue: (view ?? .cqt).rawValue) else {
      throw unsuitable(path, "is a recording", "cqt or stft")
    }
    let spectrograph = Spectrograph(view, arithmetic: try Arithmetic())
    let frequencies = spectrograph.binFrequencies
    let axis: Heatmap.Axis =
      view == .stft
      ? .frequency(step: frequencies[1])
      : .pitch(
        lowest: Double(ModelConstants.lowestPitch),
        rowsPerSemitone: Double(ModelConstants.binsPerSemitone))
    var heatmap = Heatmap(axis: axis, rowCount: frequencies.count, of: .level)
    try spectrograph.transform(Recording(path: path)) { heatmap.append(frame: $0[...], at: $1) }
    return heatmap
  }

  private func unsuitable(_ path: String, _ what: String, _ views: String) -> Failure {
    Failure(
      message: "'\(path)' \(what), of which --view takes \(views), not \(view?.rawValue ?? "")",
      exitCode: .usage, path: path)
  }
}
