import TranscriptionTypes

extension ConstantQTransform {
  /// Harmonics of a key that count towards its level: more raised the agreement with the velocities
  /// of 14 clips no further.
  private static let harmonicShifts = [0, 36, 57, 72, 84]  // 36 · log2 of 1 … 5, rounded to bins

  /// How loud each key would have to be to explain what sounds at its harmonics.
  ///
  ///     level[t][p] = 10 · log₁₀(Σ_h max(bins of semitone h·p) · 4 / length + 10⁻¹⁰)
  ///
  /// A sine of full scale at the frequency of a key has 0 dB there, silence has −100. Octaves share harmonics, so
  /// beside a loud note its neighbours an octave away seem to sound as well: this says how loud a
  /// note is, not whether it is there.
  ///
  /// - Parameter spectrogram: what ``transform(_:in:)`` gives.
  /// - Returns: decibels of shape (frames, 88).
  public func keyLevels(of spectrogram: Spectrogram) -> Posteriorgram {
    let frameCount = spectrogram.frameCount
    let loudest = loudestBins(of: spectrogram)
    let semitones = loudest.count / frameCount
    let perSemitone = ModelConstants.binsPerSemitone
    let keys = ModelConstants.pitchCount
    var sum = [Float](repeating: 0, count: frameCount)
    let values = [Float](unsafeUninitializedCapacity: frameCount * keys) { output, count in
      for key in 0..<keys {
        for frame in 0..<frameCount { sum[frame] = 0 }
        for shift in Self.harmonicShifts {
          let semitone = key + shift / perSemitone
          guard semitone < semitones else { break }
          for frame in 0..<frameCount { sum[frame] += loudest[semitone * frameCount + frame] }
        }
        for frame in 0..<frameCount { output[frame * keys + key] = sum[frame] }
      }
      arithmetic.decibels(output.baseAddress!, count: frameCount * keys)
      count = frameCount * keys
    }
    return Posteriorgram(values: values, binCount: keys)
  }

  /// The power of the loudest of each semitone's three bins, of shape (103, frames).
  private func loudestBins(of spectrogram: Spectrogram) -> [Float] {
    let frameCount = spectrogram.frameCount
    let centres = stride(
      from: 0, to: spectrogram.binCount, by: ModelConstants.binsPerSemitone)
    var loudest = [Float](repeating: 0, count: centres.underestimatedCount * frameCount)
    let fullScalePowers = fullScalePowers
    loudest.withUnsafeMutableBufferPointer { loudest in
      spectrogram.values.withUnsafeBufferPointer { values in
        for (semitone, centre) in centres.enumerated() {
          let row = loudest.baseAddress! + semitone * frameCount
          for bin in max(centre - 1, 0)...min(centre + 1, spectrogram.binCount - 1) {
            let scale = 1 / fullScalePowers[bin]
            let power = values.baseAddress! + bin * frameCount
            for frame in 0..<frameCount { row[frame] = max(row[frame], power[frame] * scale) }
          }
        }
      }
    }
    return loudest
  }
}
