#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Opens a new file that has no name, and never had one, for reading and writing.
///
/// - Parameter permissions: without those that the user's mask takes away.
/// - Returns: A descriptor, negative with `errno` set where system or file system know no such files:
///   Linux does, on most of its file systems but NFS.
package func openNameless(inFolder folder: String, permissions: mode_t) -> Int32 {
  #if os(Linux)
    // `O_TMPFILE`, whose definition does not reach Swift.
    let temporary = 0o20_000_000 | O_DIRECTORY
    return open(systemPath(folder), temporary | O_RDWR | O_CLOEXEC, permissions)
  #else
    errno = ENOTSUP
    return -1
  #endif
}
