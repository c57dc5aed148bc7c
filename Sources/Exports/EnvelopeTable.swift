public import TranscriptionTypes

/// How loud each family of instruments plays, as comma-separated values: a line a frame.
///
/// Seconds, then decibels relative to a sine of full scale, −100 of what does not play.
public struct EnvelopeTable: Sendable {
  private var hasHeader = false

  /// Starts before the first frame.
  public init() {}

  /// The next lines; the first ones begin with the names of the columns.
  public mutating func append(_ envelopes: InstrumentEnvelopes) -> [UInt8] {
    let names = InstrumentFamily.allCases.map { "\($0.rawValue)_db" }
    var text = hasHeader ? "" : (["time_s"] + names).joined(separator: ",") + "\n"
    hasHeader = true
    for (frame, time) in envelopes.times.enumerated() {
      let levels = envelopes.levels(inFrame: frame).map { fixed(Double($0), places: 1) }
      text += ([fixed(time, places: 3)] + levels).joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }
}
