/// How outputs are called.
///
/// Beside the recording, or at its place below a folder: `NAME.mid`. Recordings that differ in
/// nothing but the extension keep theirs: `NAME.wav.mid` and `NAME.flac.mid`. One recording may also
/// be told its file.
struct OutputNaming {
  private let output: String?
  private let page: String?
  private let formats: [OutputFormat]
  private let mainCount: Int
  private let clashing: Set<String>
  /// The folder of the outputs, without a slash at its end.
  let folder: String?

  /// - Parameter clashing: The stems that several recordings have.
  init(_ arguments: TranscribeArguments, isBatch: Bool, clashing: Set<String>) {
    output = arguments.output
    page = arguments.page
    formats = arguments.allFormats
    mainCount = arguments.mainFormats.count
    self.clashing = clashing
    folder = Self.folder(arguments)
  }

  /// - Throws: a failure where many recordings would go to one file, or one to none.
  func check(isBatch: Bool) throws(Failure) {
    if isBatch, let page {
      throw Failure(
        message: "--page '\(page)' is for one recording; --format mid,html writes a page for each",
        exitCode: .usage)
    }
    if isBatch, folder == nil, let output {
      throw Failure(
        message: output == "-"
          ? "-o - is for one recording"
          : "'\(output)' is no folder, as -o wants for several recordings; say -o '\(output)/'",
        exitCode: .usage)
    }
  }

  /// What is written for a recording.
  func outputs(_ recording: FoundRecording) -> [TranscriptionJob.Output] {
    formats.enumerated().map { index, format in
      if format == .html, let page { return .init(format: format, path: page) }
      guard let output, folder == nil else {
        return .init(format: format, path: "\(stem(of: recording)).\(format.rawValue)")
      }
      let isNamed = index == 0 && mainCount == 1
      let stem = FilePath(output).withoutExtension
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
