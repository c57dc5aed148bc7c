public import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
      let levels = envelopes.powers(inFrame: frame).map {
        fixed(Double(decibels(ofPower: $0)), places: 1)
      }
      text += ([fixed(time, places: 3)] + levels).joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }
}

/// The level of a power relative to a sine of full scale, in decibels and at least −100.
public func decibels(ofPower power: Float) -> Float { 10 * log10f(max(power, 1e-10)) }
