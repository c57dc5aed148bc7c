/// Results that are computed out of order and handed on in order.
///
/// Whoever wants to compute one takes a place first. There are as many places as results may be
/// under way: those being computed, and those waiting for an earlier one. The earliest result under
/// way waits for nobody, so places always come free again.
struct ResultQueue<Result: Sendable>: Sendable {
  /// What the thread that hands on the results is to do next.
  enum Task {
    /// Hand on this result.
    case handOn(Result)
    /// Compute a result, for which there is a place.
    case compute
    /// Stop: all results have been handed on.
    case stop
  }

  private let capacity: Int
  private var waiting: [Int: Result] = [:]
  private var placeCount = 0
  private var handedOnCount = 0
  private var isClosed = false

  /// - Precondition: `capacity > 0`.
  init(capacity: Int) {
    precondition(capacity > 0, "a queue needs a place")
    self.capacity = capacity
  }

  /// The next task of the thread that hands on the results; nil when there is none yet.
  ///
  /// - Parameter computes: whether that thread computes results as well.
  mutating func nextTask(computes: Bool = true) -> Task? {
    if let result = waiting.removeValue(forKey: handedOnCount) {
      handedOnCount += 1
      return .handOn(result)
    }
    if computes, takePlace() == true { return .compute }
    return isClosed && handedOnCount == placeCount ? .stop : nil
  }

  /// Takes a place: true if there was one, false if no more are given, nil when there is none yet.
  mutating func takePlace() -> Bool? {
    if isClosed { return false }
    guard placeCount - handedOnCount < capacity else { return nil }
    placeCount += 1
    return true
  }

  /// Puts a result into the place that was taken for it, `index` from the first one of all.
  mutating func put(_ result: Result, at index: Int) { waiting[index] = result }

  /// Gives back a place, because there is nothing left to compute.
  mutating func giveBackPlace() {
    placeCount -= 1
    close()
  }

  /// Gives no more places.
  mutating func close() { isClosed = true }
}
