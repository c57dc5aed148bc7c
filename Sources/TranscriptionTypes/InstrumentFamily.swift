/// Instruments that sound alike, as the network of instruments tells them apart.
public enum InstrumentFamily: String, CaseIterable, Sendable {
  // In the order of the network's outputs.
  case piano, guitar, bass, strings, brass, winds, organ, mallets, voice, drums

  /// The General MIDI program that stands for all of them, from 0; nil of drums, which are no program.
  public var program: Int? {
    switch self {
    case .piano: 0
    case .guitar: 25
    case .bass: 33
    case .strings: 48
    case .brass: 61
    case .winds: 73
    case .organ: 16
    case .mallets: 11
    case .voice: 52
    case .drums: nil
    }
  }
}
