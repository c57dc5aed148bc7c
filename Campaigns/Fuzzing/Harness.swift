import Glibc

/// What libFuzzer calls with each input.
///
/// - Returns: 0, as it wants.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  reader(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// The one that is under test, named by `FUZZ`.
nonisolated(unsafe) private let reader: ([UInt8]) -> Void = {
  let name = getenv("FUZZ").map { String(cString: $0) } ?? ""
  guard let reader = readers[name] else {
    print("FUZZ must be one of \(readers.keys.sorted().joined(separator: ", ")), not '\(name)'")
    exit(2)
  }
  return reader
}()

/// A file in memory that has the bytes of one input after the other.
struct InputFile {
  private let descriptor: Int32
  /// Where readers find it.
  let path: String

  init() {
    var template = Array("/dev/shm/basicpitch-fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    precondition(descriptor >= 0, "no file in memory")
    unlink(template)
    path = "/proc/self/fd/\(descriptor)"
  }

  /// Replaces the contents.
  func hold(_ bytes: [UInt8]) {
    precondition(ftruncate(descriptor, 0) == 0)
    precondition(pwrite(descriptor, bytes, bytes.count, 0) == bytes.count)
  }
}
