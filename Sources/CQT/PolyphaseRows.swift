/// A signal dealt out to rows, so that filters which step through it read side by side.
///
/// Row p holds the samples p, p + P, p + 2P, …, of a signal that starts `offset` samples before the
/// audio. Tap n of a filter that steps by P is then row n mod P, shifted by ⌊n / P⌋: neighbouring
/// steps are neighbouring values, as `correlateFused` wants them.
struct PolyphaseRows: Sendable {
  /// Rows, and samples from one step of the filter to the next.
  let phaseCount: Int

  /// Samples in a row; more than its steps need, so that kernels may read past the last one.
  let rowLength: Int

  /// Where the row of each tap of a filter begins.
  let tapOffsets: [Int32]

  private let offset: Int

  /// Steps that taps reach; what lies beyond in a row is never looked at.
  private let filledCount: Int

  init(phaseCount: Int, stepCount: Int, tapCount: Int, offset: Int) {
    self.phaseCount = phaseCount
    self.offset = offset
    filledCount = stepCount + (tapCount - 1) / phaseCount + 1
    // Whole pairs of the widest vectors, then room for the taps' shifts; an odd number of cache lines.
    let needed = (stepCount + 31) / 32 * 32 + (tapCount + phaseCount - 1) / phaseCount
    rowLength = (needed + 31) / 32 * 32 + 16
    let rowLength = rowLength
    tapOffsets = (0..<tapCount).map { Int32($0 % phaseCount * rowLength + $0 / phaseCount) }
  }

  /// Values that all rows take together.
  var valueCount: Int { phaseCount * rowLength }

  /// Deals out a signal; `outside` says what lies before and after it.
  func fill(
    _ rows: inout [Float], from signal: [Float], outside: (_ index: Int) -> Float
  ) {
    precondition(rows.count >= valueCount)
    // Steps that lie within the signal, all their phases included.
    let first = (offset + phaseCount - 1) / phaseCount
    let last = max(first, min(filledCount, (signal.count + offset) / phaseCount))
    deal(signal, to: &rows, steps: first..<last)
    for q in Array(0..<min(first, filledCount)) + Array(last..<max(last, filledCount)) {
      for p in 0..<phaseCount {
        let index = q * phaseCount - offset + p
        rows[p * rowLength + q] = signal.indices.contains(index) ? signal[index] : outside(index)
      }
    }
  }

  /// A transposition, a few steps at a time, so that both sides of it stay in cache lines.
  private func deal(_ signal: [Float], to rows: inout [Float], steps: Range<Int>) {
    let block = 16
    signal.withUnsafeBufferPointer { signal in
      rows.withUnsafeMutableBufferPointer { rows in
        for firstStep in stride(from: steps.lowerBound, to: steps.upperBound, by: block) {
          let lastStep = min(firstStep + block, steps.upperBound)
          for p in 0..<phaseCount {
            let row = rows.baseAddress! + p * rowLength
            var source = signal.baseAddress! + (firstStep * phaseCount - offset + p)
            for q in firstStep..<lastStep {
              row[q] = source[0]
              source += phaseCount
            }
          }
        }
      }
    }
  }
}
