import Arithmetic
import Exports
import Transcription

/// `basicpitch features`.
struct FeaturesCommand {
  private let arguments: FeaturesArguments
  private let console: Console

  init(_ arguments: FeaturesArguments) {
    self.arguments = arguments
    console = Console(isQuiet: arguments.quiet)
  }

  /// Transforms the recording; an output that exists is refused before any work is done.
  func run() throws {
    Interruption.watch()
    let spectrograph = Spectrograph(view, arithmetic: try Arithmetic())
    let output = try OutputFile(
      path: arguments.archivePath, overwriting: arguments.force, sparing: [arguments.input])
    var archive = try FeatureArchive(
      to: output, binFrequencies: spectrograph.binFrequencies)
    let recording = arguments.source.recording(at: arguments.input)
    let shortfall = try spectrograph.transform(recording) { levels, time throws(ExportError) in
      try archive.append(levels, time: time)
    }
    try archive.commit()
    if let shortfall {
      console.note("\(InputName(path: arguments.input).quoted) \(shortfall.description)")
    }
  }

  private var view: Spectrograph.View {
    switch arguments.kind {
    case .cqt: .windows
    case .stft: .stft
    case .mel: .mel
    }
  }
}
