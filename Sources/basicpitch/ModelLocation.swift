import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where a model is looked for.
struct ModelLocation {
  /// What it is called where it is installed, and in a checkout.
  let fileName: String
  /// What names another in the environment; nil if nothing does.
  let variable: String?

  /// The network that hears notes.
  static let notes = ModelLocation(fileName: "icassp_2022.bpw", variable: "BASICPITCH_MODEL")

  /// The network that tells instruments apart.
  static let instruments = ModelLocation(fileName: "instruments.bpw", variable: nil)

  /// Folders above the executable in which a checkout may begin: `.build/x86_64…/release` is three
  /// deep, and other scratch folders a little more.
  private static let checkoutDepth = 5

  /// The model to use: the one named by `--model`, else by the environment, else the installed
  /// one beside the executable, else the one of the checkout that the executable was built in.
  ///
  /// - Throws: a failure that says where it was looked for. A model that was named is not looked for
  ///   elsewhere.
  func find(named path: String?) throws(Failure) -> String {
    if let path { return path }
    if let path = variable.flatMap({ getenv($0) }).map({ String(path: $0) }), !path.isEmpty {
      return path
    }
    let candidates = candidates(besideExecutable: Self.executablePath())
    if let found = candidates.first(where: { access(systemPath($0), R_OK) == 0 }) { return found }
    let places = candidates.map { "'\($0)'" }.joined(separator: ", ")
    throw Failure(
      message: "no model found: \(nobody) names one, and there is none at \(places)",
      exitCode: .model)
  }

  /// Those that could have named one and did not.
  private var nobody: String {
    variable.map { "neither --model nor \($0)" } ?? "no option"
  }

  /// The installed model, then the checkout's.
  func candidates(besideExecutable executable: String) -> [String] {
    var folders = executable.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var candidates = [Self.parent(of: folders) + "/share/basicpitch/\(fileName)"]
    for _ in 0..<Self.checkoutDepth where folders.count > 1 {
      folders = folders.dropLast()
      candidates.append(folders.joined(separator: "/") + "/Models/\(fileName)")
    }
    return candidates
  }

  private static func parent(of folders: ArraySlice<Substring>) -> String {
    folders.dropLast().joined(separator: "/")
  }

  private static func executablePath() -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    #if canImport(Darwin)
      var size = UInt32(buffer.count)
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return CommandLine.arguments[0] }
      return realpath(buffer, nil).map { path in
        defer { free(path) }
        return String(cString: path)
      } ?? CommandLine.arguments[0]
    #else
      let count = readlink("/proc/self/exe", &buffer, buffer.count)
      guard count > 0 else { return CommandLine.arguments[0] }
      return String(path: buffer[..<count].map { UInt8(bitPattern: $0) })
    #endif
  }
}
