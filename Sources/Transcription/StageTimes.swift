#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where the time goes: seconds spent in each stage, of all threads together.
///
/// On a machine with other work they include the time for which a thread was not running.
public struct StageTimes: Equatable, Sendable {
  /// What time is spent on, in signal order.
  public enum Stage: Int, CaseIterable, Sendable {
    /// Reading, decoding, mixing, resampling and cutting into windows.
    case decoding
    /// The constant-Q transform.
    case transform
    /// The network.
    case network
    /// Joining windows.
    case joining
    /// Hearing which instruments play.
    case instruments
    /// From posteriorgrams to notes.
    case notes
    /// From notes to files.
    case output
  }

  private var nanoseconds = [UInt64](repeating: 0, count: Stage.allCases.count)

  /// No time at all.
  public init() {}

  /// Seconds spent in a stage.
  public subscript(stage: Stage) -> Double { Double(nanoseconds[stage.rawValue]) / 1e9 }

  /// Seconds spent in all stages.
  public var total: Double { Double(nanoseconds.reduce(0, +)) / 1e9 }

  /// Does some work and adds the time that it takes to that of a stage.
  public mutating func measure<Result: ~Copyable, Failure: Error>(
    _ stage: Stage, _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = Self.now
    defer { add(since: start, to: stage) }
    return try work()
  }

  /// Adds the time since a moment to that of a stage.
  public mutating func add(since start: UInt64, to stage: Stage) {
    nanoseconds[stage.rawValue] += Self.now - start
  }

  /// Adds other times, as those of another thread.
  public mutating func add(_ other: StageTimes) {
    for (index, time) in other.nanoseconds.enumerated() { nanoseconds[index] += time }
  }

  /// Nanoseconds since some fixed moment, on a clock that nobody sets.
  public static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
