import CNNInference

/// The times of the stages as a Markdown table.
struct Report {
  /// The instruction set that the kernels use.
  let instructions: String
  let stages: [Stages.Result]
  let layers: [(layer: PitchNetwork.Layer, timing: Timing)]
  let peak: PeakArithmetic

  /// A table of the stages, and one of the network's layers.
  var lines: [String] { stageTable + [""] + layerTable + [""] + note }

  private var stageTable: [String] {
    let head = [
      "| stage, one thread, \(instructions) | per | minimum, ms | median, ms | ms a minute of music |",
      "|---|---|---:|---:|---:|",
    ]
    return head
      + stages.map { stage in
        "| \(stage.name) | \(stage.unit) | \(times(stage.timing))"
          + " | \(fixed(stage.timing.minimum.milliseconds * stage.perMinute, digits: 1)) |"
      }
  }

  private var layerTable: [String] {
    let head = [
      "| layer, one thread, \(instructions) | minimum, ms | median, ms | GFLOP/s | share of peak |",
      "|---|---:|---:|---:|---:|",
    ]
    return head
      + layers.map { layer, timing in
        let rate = Double(layer.operationCount) / (timing.minimum / .seconds(1))
        let share = 100 * rate / peak.operationsPerSecond
        return "| \(layer.rawValue) | \(times(timing)) | "
          + (rate == 0
            ? "– | – |" : "\(fixed(rate / 1e9, digits: 0)) | \(fixed(share, digits: 0)) % |")
      }
  }

  private func times(_ timing: Timing) -> String {
    "\(fixed(timing.minimum.milliseconds, digits: 3)) | \(fixed(timing.median.milliseconds, digits: 3))"
  }

  private var note: [String] {
    let total = layers.reduce(0) { $0 + Double($1.layer.operationCount) }
    return [
      "Operations are counted as in direct convolutions, \(fixed(total / 1e9, digits: 2)) GFLOP a window,"
        + " and the peak, \(fixed(peak.operationsPerSecond / 1e9, digits: 0)) GFLOP/s, is what"
        + " multiply-adds in registers reach with \(peak.name). contour1 and onset1 may exceed it: on"
        + " the spectrum they need fewer."
    ]
  }
}
