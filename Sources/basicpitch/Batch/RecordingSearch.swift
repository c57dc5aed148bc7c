#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finds the recordings that a command line names: files as they come, folders sorted.
struct RecordingSearch {
  /// What a recording in a folder is called. Files that are named themselves may be called anything.
  static let extensions: Set<String> = [
    // libsndfile
    "wav", "wave", "rf64", "w64", "bwf", "aif", "aiff", "aifc", "au", "snd", "flac", "ogg", "oga",
    "opus", "mp3", "caf", "8svx", "iff", "nist", "sph", "voc", "paf", "sd2", "avr",
    // ffmpeg
    "aac", "m4a", "m4b", "mp4", "m4v", "mov", "3gp", "wma", "wmv", "asf", "webm", "mka", "mkv",
    "avi", "flv", "mpg", "mpeg", "mp2", "ts", "ac3", "eac3", "dts", "amr", "ape", "mpc", "spx",
    "tta", "wv",
  ]

  /// What the program itself makes of a transcription is no recording.
  private static let ownEnding = "." + OutputFormat.sound.rawValue

  private let isRecursive: Bool
  private let extensions: Set<String>
  private(set) var recordings: [FoundRecording] = []
  private var paths: Set<[CChar]> = []
  private var folders: Set<FileIdentity> = []

  init(isRecursive: Bool, extensions: Set<String> = Self.extensions) {
    self.isRecursive = isRecursive
    self.extensions = extensions
  }

  /// Adds a file, or the recordings in a folder; what is there already is not added twice.
  ///
  /// - Parameter keepsFolders: Whether a file keeps its folders below that of the outputs.
  mutating func add(_ path: String, keepsFolders: Bool = false) {
    let place = keepsFolders ? FilePath(path).below : FilePath(path).name
    let identity = path == "-" && !keepsFolders ? nil : FileIdentity(of: path)
    if let identity, identity.isFolder {
      let count = recordings.count
      addFolder(path, place: keepsFolders ? place + "/" : "", identity)
      if recordings.count == count { addNothing(in: path) }
    } else if path.hasSuffix("/") {
      // Nothing of that name, or a file; results cannot be called after it in either case.
      let reason = FileIdentity(of: String(path.dropLast())) == nil ? "no such" : "it is no"
      add(
        FoundRecording(path: path, place: place, problem: "cannot open '\(path)': \(reason) folder")
      )
    } else {
      let file = path == "-" && keepsFolders ? "./-" : path
      let key = identity == nil ? nil : FilePath(file).below
      add(FoundRecording(path: file, place: place, key: key))
    }
  }

  private mutating func add(_ recording: FoundRecording) {
    if paths.insert(FilePath(recording.path).identity).inserted { recordings.append(recording) }
  }

  /// Every folder is listed once, so that links which lead in a ring come to an end.
  private mutating func addFolder(_ path: String, place: String, _ identity: FileIdentity) {
    guard folders.insert(identity).inserted else { return }
    let start = path.hasSuffix("/") ? path : path + "/"
    guard let names = names(inFolder: path) else {
      let reason = lowercasedFirst(String(cString: strerror(errno)))
      add(FoundRecording(path: path, place: place, problem: "cannot list '\(path)': \(reason)"))
      return
    }
    for name in names where !name.hasPrefix(".") {
      let isSound = isRecording(name)
      guard isSound || isRecursive else { continue }
      if let identity = FileIdentity(of: start + name), identity.isFolder {
        if isRecursive { addFolder(start + name, place: place + name + "/", identity) }
      } else if isSound {
        add(FoundRecording(path: start + name, place: place + name, key: place + name))
      }
    }
  }

  /// Of a folder that was listed before, nothing is missing.
  private mutating func addNothing(in path: String) {
    let start = path.hasSuffix("/") ? path : path + "/"
    guard !recordings.contains(where: { $0.path.hasPrefix(start) }) else { return }
    let noun = extensions == Self.extensions ? "recording" : ".npz archive"
    let hint = isRecursive ? "" : "; --recursive searches the folders in it too"
    add(
      FoundRecording(
        path: path, place: "", problem: "there is no \(noun) in '\(path)'" + hint))
  }

  private func isRecording(_ name: String) -> Bool {
    let name = name.lowercased()
    guard let dot = name.lastIndex(of: "."), !name.hasSuffix(Self.ownEnding) else { return false }
    return extensions.contains(String(name[name.index(after: dot)...]))
  }
}

extension RecordingSearch {
  /// Everything that a command line names.
  static func recordings(
    for arguments: TranscribeArguments
  ) throws(Failure) -> [FoundRecording] {
    var search = RecordingSearch(
      isRecursive: arguments.batch.recursive,
      extensions: arguments.fromPosteriorgrams ? ["npz"] : extensions)
    for path in arguments.inputs { search.add(path) }
    if let list = arguments.batch.filesFrom {
      for path in try PathList(path: list).paths { search.add(path, keepsFolders: true) }
    }
    return search.recordings
  }
}

/// The system's messages begin like sentences.
func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
