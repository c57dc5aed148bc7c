import Transcription

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Does work on several threads, and hands on the results in the order of the items.
///
/// - Parameters:
///   - threadCount: At least 1, which is then the calling thread.
///   - work: What is done with an item, on any thread.
///   - receive: Takes the results, on the calling thread.
func inOrder<Item: Sendable, Result: Sendable>(
  _ items: [Item], threadCount: Int, work: @escaping @Sendable (Item) -> Result,
  receive: (Result) throws -> Void
) rethrows {
  guard threadCount > 1 else {
    for item in items { try receive(work(item)) }
    return
  }
  let state = Monitor(OrderedWork<Result>(count: items.count))
  let threads = (0..<threadCount).compactMap { _ in
    startThread {
      while let index = state.update({ $0.takeNext() }) {
        let result = work(items[index])
        state.update { $0.put(result, at: index) }
      }
    }
  }
  defer {
    state.update { $0.stop() }
    for thread in threads { pthread_join(thread, nil) }
  }
  for index in items.indices {
    // Without a single thread, as where the system has none left, the caller does it all.
    if threads.isEmpty {
      try receive(work(items[index]))
    } else {
      try receive(state.waitFor { $0.results.removeValue(forKey: index) })
    }
  }
}

/// Which items are taken, and results that wait for earlier ones.
private struct OrderedWork<Result: Sendable>: Sendable {
  private var next = 0
  private var count: Int
  var results: [Int: Result] = [:]

  init(count: Int) { self.count = count }

  mutating func takeNext() -> Int? {
    guard next < count else { return nil }
    defer { next += 1 }
    return next
  }

  mutating func put(_ result: Result, at index: Int) { results[index] = result }

  /// Nobody takes another item.
  mutating func stop() { count = 0 }
}
