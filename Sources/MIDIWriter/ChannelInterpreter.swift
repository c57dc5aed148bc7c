import TranscriptionTypes

/// What the events of one channel mean, given those before them.
///
/// A bend is a fraction of a range that registered parameter 0 sets. The controllers that do so are
/// consumed, for bends leave here in semitones. Those that set other parameters are kept; they are
/// selected only once a value follows.
struct ChannelInterpreter {
  private typealias Controller = RegisteredParameter.Controller

  private static let resetAllControllers = 121

  /// The registered parameter that data entry goes to; `nil` while it goes elsewhere.
  private var parameter: RegisteredParameter?
  private var isSelectionWithheld = false
  private var rangeSemitones = Int(PitchBend.standard.range)
  private var rangeCents = 0
  private var bend = 0

  /// How many channels the one has taken for a zone by its last event.
  private(set) var announcedMembers: Int?

  /// The messages that an event amounts to: one, none or several.
  mutating func interpret(_ event: RawTrack.Event) -> [MIDIMessage] {
    let (one, two) = event.data
    announcedMembers = nil
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

  /// Becomes the member of a zone, whose bends reach farther.
  mutating func joinZone() {
    rangeSemitones = Int(PitchBend.zone.range)
    rangeCents = 0
  }

  private var bendMessage: MIDIMessage {
    let range = Double(rangeSemitones) + Double(rangeCents) / 100
    return .pitchBend(semitones: PitchBend(range: range).semitones(value: bend))
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
    case Self.resetAllControllers:
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
      if parameter == .zone, controller == Controller.dataEntry { announcedMembers = value }
      return isSelectionWithheld ? parameter.selection + [kept] : [kept]
    }
    let before = bendMessage
    if controller == Controller.dataEntry { rangeSemitones = value }
    if controller == Controller.fineDataEntry { rangeCents = value }
    return bendMessage == before ? [] : [bendMessage]
  }
}
