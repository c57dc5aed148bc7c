/// How outputs are called.
///
/// Beside the recording, or at its place below a folder: `NAME.mid`. Recordings that differ in
/// nothing but the extension keep theirs: `NAME.wav.mid` and `NAME.flac.mid`. One recording may also
/// be told its file.
struct OutputNaming {
  private let output: String?
  private let formats: [OutputFormat]
  private let mainCount: Int
  private let plot: String?
  private let plotFormat: OutputFormat?
  private let clashing: Set<String>
  /// The folder of the outputs, without a slash at its end.
  let folder: String?

  /// - Parameter clashing: The stems that several recordings have.
  init(_ arguments: TranscribeArguments, isBatch: Bool, clashing: Set<String>) {
    output = arguments.output
    formats = arguments.allFormats
    mainCount = arguments.mainFormats.count
    plot = arguments.plot
    plotFormat = arguments.plotFormat
    self.clashing = clashing
    folder = Self.folder(arguments)
  }

  /// - Throws: a failure where many recordings would go to one file, or one to none.
  func check(isBatch: Bool) throws(Failure) {
    if isBatch, folder == nil, let output {
      throw Failure(
        message: output == "-"
          ? "-o - is for one recording"
          : "'\(output)' is no folder, as -o wants for several recordings; say -o '\(output)/'",
        exitCode: .usage)
    }
    if isBatch, let plot, let plotFormat {
      throw Failure(
        message: "--plot \(plot) is for one recording; for several, say --format"
          + " mid,\(plotFormat.rawValue)", exitCode: .usage)
    }
  }

  /// What is written for a recording.
  func outputs(_ recording: FoundRecording) -> [TranscriptionJob.Output] {
    unplotted(recording).map { output in
      .init(
        format: output.format, path: (output.format == plotFormat ? plot : nil) ?? output.path)
    }
  }

  private func unplotted(_ recording: FoundRecording) -> [TranscriptionJob.Output] {
    guard let output, folder == nil else {
      let stem = stem(of: recording)
      return formats.map { .init(format: $0, path: "\(stem).\($0.rawValue)") }
    }
    let stem = FilePath(output).withoutExtension
    return formats.enumerated().map { index, format in
      let isNamed = index == 0 && mainCount == 1
      return .init(format: format, path: isNamed ? output : "\(stem).\(format.rawValue)")
    }
  }

  private func stem(of recording: FoundRecording) -> String {
    let path = Self.target(recording, in: folder)
    let stem = FilePath(path).withoutExtension
    return clashing.contains(FilePath(stem).normalized) ? path : stem
  }

  /// The stems that several recordings have.
  static func clashes(
    among recordings: [FoundRecording], _ arguments: TranscribeArguments
  ) -> Set<String> {
    let folder = folder(arguments)
    var stems: Set<String> = []
    var clashes: Set<String> = []
    for recording in recordings where recording.problem == nil {
      let path = target(recording, in: folder)
      let stem = FilePath(FilePath(path).withoutExtension).normalized
      if !stems.insert(stem).inserted { clashes.insert(stem) }
    }
    return clashes
  }

  /// Where the recording itself would lie among the outputs.
  private static func target(_ recording: FoundRecording, in folder: String?) -> String {
    folder.map { ($0.hasSuffix("/") ? $0 : $0 + "/") + recording.place } ?? recording.path
  }

  /// What ends in a slash is a folder, whether there is one or not.
  private static func folder(_ arguments: TranscribeArguments) -> String? {
    guard let output = arguments.output, output != "-", arguments.inputs != ["-"] else {
      return nil
    }
    let isFolder = output.hasSuffix("/") || FileIdentity(of: output)?.isFolder == true
    return isFolder ? output : nil
  }
}
