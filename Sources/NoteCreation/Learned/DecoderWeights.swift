import TranscriptionTypes

/// What the learned decoder has learnt: two networks, and where to draw the line.
///
/// `Training/README.md` says from what, `docs/Accuracy.md` how well.
struct DecoderWeights: Sendable {
  /// Is a key struck at a candidate, in log odds; and how much later is the onset, see
  /// ``OnsetMeasurements``.
  let onset: SmallNetwork
  /// Does a note still sound in a frame, in log odds; see ``EndMeasurements``.
  let end: SmallNetwork
  /// Log odds from which a candidate is an onset.
  let threshold: Double

  init(file: ModelFile) throws(ModelError) {
    onset = try SmallNetwork(
      "onset", inputs: OnsetMeasurements.count, units: 48, outputs: 2, in: file)
    end = try SmallNetwork("end", inputs: EndMeasurements.count, units: 16, outputs: 1, in: file)
    threshold = Double(try file.tensor("threshold", shape: [1])[0])
  }

  /// Those of `Models/decoder.bpw`, which is part of the program.
  static let shipped: DecoderWeights = {
    do {
      return try DecoderWeights(
        file: ModelFile(bytes: PackageResources.decoder_bpw, path: "decoder.bpw"))
    } catch {
      preconditionFailure(
        "the program was built with decoder weights that it cannot read: \(error)")
    }
  }()
}
