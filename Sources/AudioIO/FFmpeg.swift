/// The program that reads what libsndfile does not: AAC, WMA, the sound of films.
enum FFmpeg {
  /// Everything but what to read, which comes on standard input: no path is ever an argument.
  ///
  /// `/dev/stdin` is opened as a file, because some formats have their beginning at the end.
  /// No network, no other files. AU has a header for rate and channels, and no limit to its length.
  private static let arguments = [
    "-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file,pipe",
    "-i", "file:/dev/stdin", "-vn", "-sn", "-dn", "-c:a", "pcm_f32be", "-f", "au", "pipe:1",
  ]

  /// Sets it to work on a file.
  ///
  /// - Throws: `unknownFormat` if it is not installed.
  static func decode(
    _ file: borrowing Descriptor, of path: String
  ) throws(AudioIOError) -> ByteStream {
    do throws(SpawnFailure) {
      return ByteStream(try ChildProcess("ffmpeg", arguments, input: file))
    } catch {
      throw .unknownFormat(
        path: path,
        reason: error.isMissing
          ? "libsndfile does not know its format; with the package 'ffmpeg' installed, many more"
            + " can be read" : "ffmpeg does not start: \(systemReason(error.code))")
    }
  }

  /// A complaint without the part that means nothing to others: addresses, our name for the file.
  static func tidy(_ complaint: String) -> String {
    var text = complaint[...]
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      text = text[text.index(after: end)...].drop { $0 == " " }
    }
    let name = "file:/dev/stdin: "
    if text.hasPrefix(name) { text = text.dropFirst(name.count) }
    return "ffmpeg: " + lowercasedFirst(String(text))
  }
}
