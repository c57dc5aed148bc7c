import TranscriptionTypes

extension ConstantQTransform {
  /// How much power each semitone has, and all together.
  ///
  ///     bands[t][b] = Σ_bins power[3b … 3b + 2][t] / full scale
  ///     total[t] = 2 · mean of the squares of the 256 samples around frame t
  ///
  /// - Parameters:
  ///   - spectrogram: what ``transform(_:in:)`` gives.
  ///   - samples: what it was given.
  public func semitonePowers(of spectrogram: Spectrogram, samples: [Float]) -> BandPowers {
    let frameCount = spectrogram.frameCount
    let bandCount = BandPowers.bandCount
    let perBand = ModelConstants.binsPerSemitone
    let scales = fullScalePowers.map { 1 / $0 }
    var sums = [Float](repeating: 0, count: frameCount)
    var bands = [Float](repeating: 0, count: frameCount * bandCount)
    spectrogram.values.withUnsafeBufferPointer { values in
      for band in 0..<bandCount {
        for frame in 0..<frameCount { sums[frame] = 0 }
        for bin in band * perBand..<(band + 1) * perBand {
          let row = values.baseAddress! + bin * frameCount
          for frame in 0..<frameCount { sums[frame] += row[frame] * scales[bin] }
        }
        for frame in 0..<frameCount { bands[frame * bandCount + band] = sums[frame] }
      }
    }
    return BandPowers(
      bands: bands, total: (0..<frameCount).map { meanPower(of: samples, aroundFrame: $0) })
  }

  private func meanPower(of samples: [Float], aroundFrame frame: Int) -> Float {
    let first = max(0, frame * hopLength - hopLength / 2)
    let end = min(samples.count, frame * hopLength + hopLength / 2)
    var sum: Float = 0
    for index in first..<max(first, end) { sum += samples[index] * samples[index] }
    return 2 * sum / Float(max(1, end - first))
  }
}
