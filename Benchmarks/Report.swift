/// The times of the stages as a Markdown table.
struct Report {
  /// The instruction set that the kernels use.
  let instructions: String
  let results: [Stages.Result]
  let peak: PeakArithmetic

  /// The table, and below it how the network compares with what the processor can do.
  var lines: [String] {
    var lines = [
      "| stage, one thread, \(instructions) | per | minimum, ms | median, ms | ms a minute of music |",
      "|---|---|---:|---:|---:|",
    ]
    for result in results {
      let minimum = result.timing.minimum.milliseconds
      lines.append(
        "| \(result.name) | \(result.unit) | \(fixed(minimum, digits: 3))"
          + " | \(fixed(result.timing.median.milliseconds, digits: 3))"
          + " | \(fixed(minimum * result.perMinute, digits: 1)) |")
    }
    return lines + [""] + arithmetic
  }

  private var arithmetic: [String] {
    guard let network = results.first(where: { $0.name == Stages.networkName }) else { return [] }
    let rate = Stages.operationsPerWindow / (network.timing.minimum / .seconds(1))
    let share = 100 * rate / peak.operationsPerSecond
    return [
      "Counted as direct convolutions of 0.97 GFLOP a window, the network does"
        + " \(fixed(rate / 1e9, digits: 0)) GFLOP/s: \(fixed(share, digits: 0)) % of the"
        + " \(fixed(peak.operationsPerSecond / 1e9, digits: 0)) that multiply-adds in registers"
        + " reach with \(peak.name). It may be more than all, as sums on the spectrum need fewer."
    ]
  }
}
