/// How outputs are called.
///
/// Beside the recording, or at its place below a folder: `NAME.mid`. Recordings that differ in
/// nothing but the extension keep theirs: `NAME.wav.mid` and `NAME.flac.mid`. One recording may also
/// be told its file, and a template may name all.
struct OutputNaming {
  private let output: String?
  private let template: NameTemplate?
  /// What the results of a recording differ in: one empty text, or the values that are swept.
  private let labels: [String]
  private let formats: [OutputFormat]
  private let mainCount: Int
  private let companions: [Companion]
  private let clashing: Set<[CChar]>
  /// The folder of the outputs, without a slash at its end.
  let folder: String?

  /// - Parameter clashing: The stems that several recordings have.
  init(_ arguments: TranscribeArguments, isBatch: Bool, clashing: Set<[CChar]>) {
    output = arguments.output
    template = arguments.nameTemplate
    labels = arguments.variants.map(\.label)
    formats = arguments.allFormats
    mainCount = arguments.mainFormats.count
    companions = arguments.companions
    self.clashing = clashing
    folder = Self.folder(arguments)
  }

  /// - Throws: a failure where many recordings would go to one file, or one to none.
  func check(isBatch: Bool) throws(Failure) {
    if isBatch, let companion = companions.first {
      throw Failure(message: companion.needsOneRecording, exitCode: .usage)
    }
    if template != nil, folder == nil, let output {
      throw Failure(
        message: "'\(output)' is no folder, as -o wants with --name-template; say -o '\(output)/'",
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

  /// What is written for a recording; the posteriorgrams once, as all variants have the same.
  ///
  /// - Parameter index: The recording's number, as a template writes it.
  func outputs(
    _ recording: FoundRecording, index: String
  ) throws(Failure) -> [TranscriptionJob.Output] {
    var outputs: [TranscriptionJob.Output] = []
    for (variant, label) in labels.enumerated() {
      for (place, format) in formats.enumerated() where format != .npz || variant == 0 {
        let label = format == .npz ? "" : label
        let isNamed = place == 0 && mainCount == 1 && label.isEmpty
        let stem = try stem(of: recording, index: index, label: label)
        let companion = companions.first { $0.format == format }?.path
        let named = isNamed ? namedFile : companion
        let path = named ?? stem + "." + format.fileExtension
        outputs.append(.init(format: format, path: path, variant: variant))
      }
    }
    return outputs
  }

  /// The file that one result is to go to.
  private var namedFile: String? { folder == nil ? output : nil }

  /// The path of results but for the extension of their format.
  private func stem(
    of recording: FoundRecording, index: String, label: String
  ) throws(Failure) -> String {
    if let template {
      return try path(template, of: recording, index: index, label: label)
    }
    let stem = namedFile.map { FilePath($0).withoutExtension } ?? defaultStem(of: recording)
    return label.isEmpty ? stem : stem + "." + label
  }

  private func path(
    _ template: NameTemplate, of recording: FoundRecording, index: String, label: String
  ) throws(Failure) -> String {
    let place = FilePath(recording.place)
    let path = template.path { field in
      switch field {
      case .stem: place.stem
      case .name: place.name
      case .ext: String(place.name.dropFirst(place.stem.count + 1))
      case .dir: place.folder
      case .index: index
      case .sweep: label
      }
    }
    guard let path else {
      throw Failure(
        message:
          "--name-template gives '\(recording.path)' no name below the folder of the results",
        exitCode: .usage)
    }
    return (folder ?? FilePath(recording.path).folder).asFolder + path
  }

  private func defaultStem(of recording: FoundRecording) -> String {
    let path = Self.target(recording, in: folder)
    let stem = FilePath(path).withoutExtension
    return clashing.contains(FilePath(stem).identity) ? path : stem
  }

  /// The stems that several recordings have.
  static func clashes(
    among recordings: [FoundRecording], _ arguments: TranscribeArguments
  ) -> Set<[CChar]> {
    let folder = folder(arguments)
    var stems: Set<[CChar]> = []
    var clashes: Set<[CChar]> = []
    for recording in recordings where recording.problem == nil {
      let path = target(recording, in: folder)
      let stem = FilePath(FilePath(path).withoutExtension).identity
      if !stems.insert(stem).inserted { clashes.insert(stem) }
    }
    return clashes
  }

  /// Where the recording itself would lie among the outputs.
  private static func target(_ recording: FoundRecording, in folder: String?) -> String {
    folder.map { $0.asFolder + recording.place } ?? recording.path
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

extension String {
  /// The path with a slash at its end, to put names behind; empty for the folder we are in.
  fileprivate var asFolder: String { isEmpty || hasSuffix("/") ? self : self + "/" }
}
