/// Samples as the bytes that they are in memory.
struct SampleBytes {
  let samples: [Float]
  private var offset = 0

  init(samples: [Float]) { self.samples = samples }

  /// The next bytes; 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = samples.withUnsafeBytes { bytes in
      let rest = bytes[offset...].prefix(buffer.count)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest))
      return rest.count
    }
    offset += count
    return count
  }
}
