internal import CSoxr

/// A mono stream at one sampling rate turned into the same sound at another.
///
/// The samples and their number are those of `librosa.resample(…, res_type="soxr_hq")`, whatever
/// the size of the blocks they come in: libsoxr in single precision with its recipe HQ, and at the
/// end zeros up to, or a cut at, `ceil(inputCount * to / from)` samples. Equal rates pass
/// untouched.
///
/// Source: librosa 0.11, `librosa/core/audio.py`, `resample`. The only type in the package that
/// calls libsoxr.
package struct Resampler: ~Copyable {
  /// libsoxr's state, `nil` when there is nothing to do.
  private let handle: soxr_t?
  private let inputRate: Double
  private let outputRate: Double
  private var inputCount = 0
  private var outputCount = 0

  /// The most samples that one call returns, however steep the conversion.
  private static let outputCapacity = 65_536

  /// Prepares a conversion between two rates in hertz.
  ///
  /// - Precondition: both rates are positive.
  /// - Throws: `cannotResample`.
  package init(from inputRate: Double, to outputRate: Double) throws(AudioIOError) {
    precondition(inputRate > 0 && outputRate > 0, "sampling rates must be positive")
    self.inputRate = inputRate
    self.outputRate = outputRate
    guard inputRate != outputRate else {
      handle = nil
      return
    }
    var failure: soxr_error_t?
    var sampleTypes = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)  // what the recipe HQ stands for
    let created = soxr_create(inputRate, outputRate, 1, &failure, &sampleTypes, &quality, nil)
    guard let created, failure == nil else {
      soxr_delete(created)
      throw .cannotResample(
        from: inputRate, to: outputRate, reason: failure.map { String(cString: $0) } ?? "no memory")
    }
    handle = created
  }

  deinit { soxr_delete(handle) }

  /// Takes samples from the beginning of `input` and removes them.
  ///
  /// - Precondition: `input` is not empty.
  /// - Returns: What is ready, which may be nothing yet.
  /// - Throws: `cannotResample`.
  package mutating func process(_ input: inout ArraySlice<Float>) throws(AudioIOError) -> [Float] {
    precondition(!input.isEmpty, "the end of the input has its own verb")
    let (taken, output) = handle == nil ? (input.count, Array(input)) : try convert(input)
    input.removeFirst(taken)
    inputCount += taken
    outputCount += output.count
    return output
  }

  /// Returns what is left after the last input; call it until it returns nothing.
  ///
  /// - Throws: `cannotResample`.
  package mutating func flush() throws(AudioIOError) -> [Float] {
    guard handle != nil else { return [] }
    let total = Int((Double(inputCount) * (outputRate / inputRate)).rounded(.up))
    guard outputCount < total else { return [] }
    var output = try convert(nil).output
    if output.isEmpty {
      output = Array(repeating: 0, count: min(total - outputCount, Self.outputCapacity))
    }
    output.removeLast(max(0, outputCount + output.count - total))
    outputCount += output.count
    return output
  }

  /// One step of libsoxr; no input means that its end has come.
  private func convert(
    _ input: ArraySlice<Float>?
  ) throws(AudioIOError) -> (taken: Int, output: [Float]) {
    var (taken, made) = (0, 0)
    var failure: soxr_error_t?
    let output = [Float](unsafeUninitializedCapacity: Self.outputCapacity) { buffer, count in
      if let input {
        failure = input.withUnsafeBufferPointer {
          soxr_process(
            handle, $0.baseAddress, $0.count, &taken, buffer.baseAddress, buffer.count, &made)
        }
      } else {
        failure = soxr_process(handle, nil, 0, nil, buffer.baseAddress, buffer.count, &made)
      }
      count = made
    }
    if let failure {
      throw .cannotResample(
        from: inputRate, to: outputRate, reason: String(cString: failure))
    }
    return (taken, output)
  }
}
