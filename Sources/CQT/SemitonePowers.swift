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
    var bands = [Float](repeating: 0, count: frameCount * bandCount)
    spectrogram.values.withUnsafeBufferPointer { values in
      bands.withUnsafeMutableBufferPointer { bands in
        for band in 0..<bandCount {
          let bins = band * perBand..<(band + 1) * perBand
          for frame in 0..<frameCount {
            var sum: Float = 0
            for bin in bins { sum += values[bin * frameCount + frame] * scales[bin] }
            bands[frame * bandCount + band] = sum
          }
        }
      }
    }
    return BandPowers(
      bands: bands, total: (0..<frameCount).map { meanPower(of: samples, aroundFrame: $0) })
  }

  private func meanPower(of samples: [Float], aroundFrame frame: Int) -> Float {
    let first = max(0, frame * hopLength - hopLength / 2)
    let end = max(first, min(samples.count, frame * hopLength + hopLength / 2))
    return samples.withUnsafeBytes { bytes in
      // Sixteen sums side by side: one would wait for each addition.
      var sums = SIMD16<Float>.zero
      let whole = first + (end - first) / 16 * 16
      for index in stride(from: first, to: whole, by: 16) {
        let some = bytes.loadUnaligned(
          fromByteOffset: index * MemoryLayout<Float>.stride, as: SIMD16<Float>.self)
        sums += some * some
      }
      var sum = sums.sum()
      for index in whole..<end { sum += samples[index] * samples[index] }
      return 2 * sum / Float(max(1, end - first))
    }
  }
}
