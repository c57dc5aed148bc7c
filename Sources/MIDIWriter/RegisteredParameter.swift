import TranscriptionTypes

/// A setting of a channel that is selected by two controllers and set by two others.
///
/// Source: MIDI 1.0 detailed specification, table IIIa; MIDI Polyphonic Expression 1.0, section 2.1.
struct RegisteredParameter: Equatable {
  /// Semitones and cents that bends reach.
  static let bendRange = RegisteredParameter(coarse: 0, fine: 0)
  /// Member channels of the zone whose manager the channel is.
  static let zone = RegisteredParameter(coarse: 0, fine: 6)
  /// Nothing that could be set by mistake.
  static let none = RegisteredParameter(coarse: 127, fine: 127)

  var coarse: Int
  var fine: Int

  /// The controllers that have to do with parameters.
  enum Controller {
    static let dataEntry = 6
    static let fineDataEntry = 38
    static let dataButtons = 96...97
    static let unregisteredParameters = 98...99
    static let fineParameter = 100
    static let parameter = 101
  }

  /// The messages that select it.
  var selection: [MIDIMessage] {
    [
      .controlChange(controller: Controller.parameter, value: coarse),
      .controlChange(controller: Controller.fineParameter, value: fine),
    ]
  }

  /// The messages that set it, and make sure that nothing else does.
  func messages(setting value: Int, fine: Int? = nil) -> [MIDIMessage] {
    let entry = MIDIMessage.controlChange(controller: Controller.dataEntry, value: value)
    let fineEntry = fine.map {
      MIDIMessage.controlChange(controller: Controller.fineDataEntry, value: $0)
    }
    return selection + [entry] + (fineEntry.map { [$0] } ?? []) + Self.none.selection
  }
}

/// The range that a channel's bends are written in, which follows what is written before them.
struct WrittenBendRange {
  private(set) var bend = PitchBend.standard
  private var parameter = RegisteredParameter.none

  mutating func follow(controller: Int, value: Int) {
    typealias Controller = RegisteredParameter.Controller
    switch controller {
    case Controller.parameter: parameter.coarse = value
    case Controller.fineParameter: parameter.fine = value
    case Controller.unregisteredParameters: parameter = .none
    case Controller.dataEntry where parameter == .bendRange:
      bend.range = Double(value) + bend.range.truncatingRemainder(dividingBy: 1)
    case Controller.fineDataEntry where parameter == .bendRange:
      bend.range = bend.range.rounded(.down) + Double(value) / 100
    default: break
    }
  }
}
