import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ends the reading of a recording, from any thread, even where it waits for a pipe.
package final class StopSignal: Sendable {
  private let given = Atomic(false)

  /// Not given yet.
  package init() {}

  package var isGiven: Bool { given.load(ordering: .relaxed) }

  package func give() { given.store(true, ordering: .relaxed) }
}

extension StopSignal {
  /// How often a wait looks up, in milliseconds.
  private static let interval: Int32 = 20

  /// Waits until one of several descriptors has bytes or has ended.
  ///
  /// - Returns: false, with `errno` set, where the signal came first.
  func wait(for descriptors: [Int32]) -> Bool {
    var states = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while !isGiven {
      if poll(&states, nfds_t(states.count), Self.interval) != 0 { return true }
    }
    errno = ECANCELED
    return false
  }
}
