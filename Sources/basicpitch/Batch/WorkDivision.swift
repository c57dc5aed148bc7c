#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How many recordings are worked on at a time, and with how many threads each.
struct WorkDivision: Equatable {
  let jobCount: Int
  let threadsPerJob: Int

  /// - Parameter jobCount: Recordings there are.
  init(_ arguments: TranscribeArguments, jobCount: Int) {
    let threads = Self.threadCount(asked: arguments.threads)
    self.jobCount = max(1, min(arguments.batch.jobs ?? threads, jobCount))
    threadsPerJob = max(1, threads / self.jobCount)
  }

  /// As many as were asked for, and no more than there are cores.
  static func threadCount(asked: Int?) -> Int {
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    return min(asked ?? cores, cores)
  }

  var description: String {
    jobCount > 1
      ? "\(jobCount) recordings at a time, threads for each: \(threadsPerJob)"
      : "\(threadsPerJob) threads"
  }
}
