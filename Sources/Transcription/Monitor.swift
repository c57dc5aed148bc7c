#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// State that threads share, and a way to sleep until it is as they need it.
///
/// A lock and a condition variable. The standard library's `Mutex` offers only the first.
package final class Monitor<State: Sendable>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var state: State

  package init(_ state: State) {
    self.state = state
    lock.initialize(to: pthread_mutex_t())
    change.initialize(to: pthread_cond_t())
    let isReady = pthread_mutex_init(lock, nil) == 0 && pthread_cond_init(change, nil) == 0
    precondition(isReady, "the system has no memory for a lock")
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(lock)
    change.deallocate()
    lock.deallocate()
  }

  /// Changes the state, and wakes those who wait for it to change.
  package func update<Result>(_ body: (inout State) -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer {
      pthread_cond_broadcast(change)
      pthread_mutex_unlock(lock)
    }
    return body(&state)
  }

  /// Sleeps until the state has what is looked for.
  ///
  /// - Parameter body: looks for it and takes it; nil, and no change, if it is not there yet.
  package func waitFor<Result>(_ body: (inout State) -> Result?) -> Result {
    pthread_mutex_lock(lock)
    defer {
      pthread_cond_broadcast(change)
      pthread_mutex_unlock(lock)
    }
    while true {
      if let result = body(&state) { return result }
      pthread_cond_wait(change, lock)
    }
  }
}
