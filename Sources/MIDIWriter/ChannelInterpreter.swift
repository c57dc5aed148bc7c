import TranscriptionTypes

/// What the events of one channel mean, given those before them.
///
/// A bend is a fraction of a range that registered parameter 0 sets. The controllers that do so are
/// consumed, for bends leave here in semitones. Those that set other parameters are kept; they are
/// selected only once a value follows.
struct ChannelInterpreter {
  private enum Controller {
    static let dataEntry = 6
    static let fineDataEntry = 38
    static let dataButtons = 96...97
    static let unregisteredParameters = 98...99
    static let fineParameter = 100
    static let parameter = 101
    static let resetAll = 121
  }

  private struct Parameter: Equatable {
    static let bendRange = Parameter(coarse: 0, fine: 0)
    static let none = Parameter(coarse: 127, fine: 127)
    var coarse: Int
    var fine: Int

    /// The controllers that select it.
    var selection: [MIDIMessage] {
      [
        .controlChange(controller: Controller.parameter, value: coarse),
        .controlChange(controller: Controller.fineParameter, value: fine),
      ]
    }
  }

  /// The registered parameter that data entry goes to; `nil` while it goes elsewhere.
  private var parameter: Parameter?
  private var isSelectionWithheld = false
  private var rangeSemitones = Int(PitchBend.defaultRange)
  private var rangeCents = 0
  private var bend = 0

  /// The messages that an event amounts to: one, none or several.
  mutating func interpret(_ event: RawTrack.Event) -> [MIDIMessage] {
    let (one, two) = event.data
    switch event.status & 0xF0 {
    case 0x80: return [.noteOff(pitch: one, velocity: two)]
    case 0x90 where two == 0: return [.noteOff(pitch: one, velocity: 0)]
    case 0x90: return [.noteOn(pitch: one, velocity: two)]
    case 0xA0: return [.keyPressure(pitch: one, pressure: two)]
    case 0xB0: return control(one, value: two)
    case 0xC0: return [.programChange(one)]
    case 0xD0: return [.channelPressure(one)]
    default:
      bend = (two << 7 | one) + PitchBend.values.lowerBound
      return [bendMessage]
    }
  }

  private var bendMessage: MIDIMessage {
    let range = Double(rangeSemitones) + Double(rangeCents) / 100
    return .pitchBend(semitones: PitchBend.semitones(value: bend, range: range))
  }

  private mutating func control(_ controller: Int, value: Int) -> [MIDIMessage] {
    let kept = MIDIMessage.controlChange(controller: controller, value: value)
    switch controller {
    case Controller.parameter, Controller.fineParameter:
      select(controller, value: value)
      return []
    case Controller.dataEntry, Controller.fineDataEntry, Controller.dataButtons:
      return enter(controller, value: value, kept: kept)
    case Controller.unregisteredParameters:
      parameter = nil
      return [kept]
    case Controller.resetAll:
      bend = 0
      parameter = nil
      return [kept]
    default:
      return [kept]
    }
  }

  private mutating func select(_ controller: Int, value: Int) {
    var selected = parameter ?? .none
    if controller == Controller.parameter { selected.coarse = value } else { selected.fine = value }
    parameter = selected
    isSelectionWithheld = true
  }

  private mutating func enter(_ controller: Int, value: Int, kept: MIDIMessage) -> [MIDIMessage] {
    guard let parameter else { return [kept] }
    guard parameter == .bendRange else {
      defer { isSelectionWithheld = false }
      return isSelectionWithheld ? parameter.selection + [kept] : [kept]
    }
    let before = bendMessage
    if controller == Controller.dataEntry { rangeSemitones = value }
    if controller == Controller.fineDataEntry { rangeCents = value }
    return bendMessage == before ? [] : [bendMessage]
  }
}
