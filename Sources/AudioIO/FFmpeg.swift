/// The program that reads what libsndfile does not: AAC, WMA, the sound of films.
enum FFmpeg {
  /// Everything but what to read, which comes on standard input: no path is ever an argument.
  ///
  /// `/dev/stdin` is opened as a file, because some formats have their beginning at the end.
  /// No network, no other files. AU has a header for rate and channels, and no limit to its length.
  private static func arguments(for recording: Recording) -> [String] {
    [
      "-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file,pipe",
      "-i", "file:/dev/stdin", "-vn", "-sn", "-dn",
      "-c:a", recording.hasForeignFormatsRounded ? "pcm_s16be" : "pcm_f32be", "-f", "au", "pipe:1",
    ]
  }

  /// Sets it to work on a file.
  ///
  /// - Parameter reason: why libsndfile does not read it.
  /// - Throws: `unknownFormat` if it is not installed.
  static func decode(
    _ file: borrowing Descriptor, of recording: Recording, because reason: String,
    until stop: StopSignal?
  ) throws(AudioIOError) -> ByteStream {
    do throws(SpawnFailure) {
      let child = try ChildProcess("ffmpeg", arguments(for: recording), input: file)
      return ByteStream(child, until: stop)
    } catch {
      throw .unknownFormat(
        path: recording.path,
        reason: error.isMissing
          ? "libsndfile: \(reason); with the package 'ffmpeg' installed, many more formats are read"
          : "ffmpeg does not start: \(systemReason(error.code))")
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
    if text.hasSuffix("does not contain any stream") { return "ffmpeg finds no sound in it" }
    return "ffmpeg: " + lowercasedFirst(String(text))
  }
}
