/// A spectrogram, in one `.npz` file for `numpy.load`.
///
/// `level` of shape (frames, bins), in decibels relative to a sine of full scale; `times` of the frames, in
/// seconds; `frequencies` of the bins, in hertz. Equal spectrograms make equal bytes. Nothing stays in memory.
public struct FeatureArchive: ~Copyable {
  private var output: OutputFile
  private var level: ArrayFile
  private var times: ArrayFile
  private var frequencies: ArrayFile

  /// Prepares an archive.
  ///
  /// - Parameters:
  ///   - output: where the archive goes; the arrays are kept in its folder.
  ///   - frequencies: centre of each bin, in hertz.
  /// - Throws: `cannotCreate` and `cannotWrite`.
  public init(
    to output: consuming OutputFile, binFrequencies: [Double]
  ) throws(ExportError) {
    let level = try ArrayFile(for: output, rowLength: binFrequencies.count)
    let times = try ArrayFile(for: output)
    var frequencies = try ArrayFile(for: output)
    try frequencies.append(binFrequencies.map { Float($0) })
    self.level = level
    self.times = times
    self.frequencies = frequencies
    self.output = output
  }

  /// Takes in the frame that follows.
  ///
  /// - Parameters:
  ///   - levels: of each bin, in decibels.
  ///   - time: when, in seconds.
  /// - Throws: `cannotWrite`.
  public mutating func append(_ levels: [Float], time: Double) throws(ExportError) {
    try level.append(levels)
    try times.append([Float(time)])
  }

  /// Writes the archive of all frames, and makes it appear under its name.
  ///
  /// - Throws: as `OutputFile.commit()`, and `cannotWrite`.
  public consuming func commit() throws(ExportError) {
    var zip = ZIPWriter()
    try zip.add(level, named: "level.npy", to: &output)
    try zip.add(times, named: "times.npy", to: &output)
    try zip.add(frequencies, named: "frequencies.npy", to: &output)
    try zip.finish(&output)
    try output.commit()
  }
}
