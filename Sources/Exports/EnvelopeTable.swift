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
    let header = (["time_s"] + names).joined(separator: ",") + "\n"
    var text = hasHeader ? [] : Array(header.utf8)
    hasHeader = true
    for (frame, time) in envelopes.times.enumerated() {
      text.append(fixed: time, places: 3)
      for level in envelopes.levels(inFrame: frame) {
        text.append(UInt8(ascii: ","))
        text.append(fixed: Double(level), places: 1)
      }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }
}
