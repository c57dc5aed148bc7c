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
  /// Which part of a recording.
  let source: RecordingArguments
  let console: Console

  /// Reads posteriorgrams, or a recording and its spectrogram.
  func read(_ path: String) throws -> Heatmap {
    switch try PlotContent(of: path, isRaw: source.rawRate != nil) {
    case .posteriorgrams:
      try refuseParts(of: path)
      return try posteriorgram(of: path)
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
    let shortfall = try spectrograph.transform(source.recording(at: path)) {
      heatmap.append(frame: $0[...], at: $1)
    }
    if let shortfall {
      console.note("\(InputName(path: path).quoted) \(shortfall.description)")
    }
    return heatmap
  }

  /// Options that say how to hear say nothing of what is no recording.
  func refuseParts(of path: String) throws(Failure) {
    guard let option = source.givenOptions.first else { return }
    throw Failure(
      message: "\(option) is for recordings, and '\(path)' is none", exitCode: .usage, path: path)
  }

  private func unsuitable(_ path: String, _ what: String, _ views: String) -> Failure {
    Failure(
      message: "'\(path)' \(what), of which --view takes \(views), not \(view?.rawValue ?? "")",
      exitCode: .usage, path: path)
  }
}
