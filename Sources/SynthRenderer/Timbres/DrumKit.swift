/// What the drum channel plays: a sound a key.
struct Drum: Sendable {
  var timbre: Timbre
  /// Where it stands, from −1 (left) to 1, as the audience sees it.
  var position = 0.0
  /// Those of one group end one another, as the two halves of a hi-hat do.
  var group: Int?
}

extension Drum {
  /// Keys 33…81, after the General MIDI percussion map; its second edition has the metronome.
  static let kit: [Int: Drum] = [
    33: Drum(timbre: click(1300)),
    34: Drum(timbre: click(2000)),
    35: Drum(timbre: skin(48, seconds: 0.7, fall: 14, stick: -14)),
    36: Drum(timbre: skin(56, seconds: 0.5, fall: 18, stick: -10)),
    37: Drum(timbre: wood(1700, seconds: 0.06, stick: -6), position: -0.1),
    38: Drum(timbre: snare(190, wires: 3, seconds: 0.32)),
    39: Drum(timbre: clap, position: 0.1),
    40: Drum(timbre: snare(240, wires: 5, seconds: 0.22)),
    41: Drum(timbre: skin(82, seconds: 0.9, fall: 4, stick: -16), position: 0.5),
    42: Drum(timbre: hat(seconds: 0.09), position: 0.3, group: 1),
    43: Drum(timbre: skin(98, seconds: 0.85, fall: 4, stick: -16), position: 0.35),
    44: Drum(timbre: hat(seconds: 0.06).with { $0.level -= 4 }, position: 0.3, group: 1),
    45: Drum(timbre: skin(117, seconds: 0.75, fall: 4, stick: -16), position: 0.2),
    46: Drum(timbre: hat(seconds: 1.1), position: 0.3, group: 1),
    47: Drum(timbre: skin(139, seconds: 0.65, fall: 4, stick: -16), position: 0),
    48: Drum(timbre: skin(165, seconds: 0.6, fall: 4, stick: -16), position: -0.2),
    49: Drum(timbre: cymbal(4200, seconds: 3.2), position: -0.4),
    50: Drum(timbre: skin(196, seconds: 0.55, fall: 4, stick: -16), position: -0.35),
    51: Drum(timbre: ride(bell: -12), position: -0.5),
    52: Drum(timbre: cymbal(2600, seconds: 2), position: 0.4),
    53: Drum(timbre: ride(bell: 2), position: -0.5),
    54: Drum(timbre: jingle(8000, seconds: 0.25), position: 0.2),
    55: Drum(timbre: cymbal(6000, seconds: 1.3), position: -0.2),
    56: Drum(timbre: metal([560, 845], seconds: 0.35), position: 0.2),
    57: Drum(timbre: cymbal(3600, seconds: 3), position: 0.4),
    58: Drum(timbre: rattle(2200, seconds: 1.2), position: -0.2),
    59: Drum(timbre: ride(bell: -8), position: 0.5),
    60: Drum(timbre: skin(420, seconds: 0.25, fall: 1, stick: -14), position: 0.4),
    61: Drum(timbre: skin(300, seconds: 0.3, fall: 1, stick: -14), position: 0.4),
    62: Drum(timbre: skin(340, seconds: 0.1, fall: 1, stick: -8), position: -0.3),
    63: Drum(timbre: skin(300, seconds: 0.5, fall: 1.5, stick: -14), position: -0.3),
    64: Drum(timbre: skin(220, seconds: 0.5, fall: 1.5, stick: -14), position: -0.3),
    65: Drum(timbre: skin(370, seconds: 0.5, fall: 0.5, stick: -9), position: 0.3),
    66: Drum(timbre: skin(260, seconds: 0.55, fall: 0.5, stick: -9), position: 0.3),
    67: Drum(timbre: metal([900, 1360, 2400], seconds: 0.5), position: -0.5),
    68: Drum(timbre: metal([660, 1000, 1760], seconds: 0.5), position: -0.5),
    69: Drum(timbre: shaken(4500, seconds: 0.12), position: -0.5),
    70: Drum(timbre: shaken(6500, seconds: 0.07), position: -0.5),
    71: Drum(timbre: whistle(seconds: 0.18), position: 0.3, group: 2),
    72: Drum(timbre: whistle(seconds: 0.6), position: 0.3, group: 2),
    73: Drum(timbre: scraped(strokes: 5), position: 0.3, group: 3),
    74: Drum(timbre: scraped(strokes: 16), position: 0.3, group: 3),
    75: Drum(timbre: wood(2500, seconds: 0.08, stick: -14), position: 0.2),
    76: Drum(timbre: wood(1050, seconds: 0.12, stick: -14), position: 0.4),
    77: Drum(timbre: wood(760, seconds: 0.14, stick: -14), position: 0.4),
    78: Drum(timbre: cuica(rise: -5), position: -0.3, group: 4),
    79: Drum(timbre: cuica(rise: 6), position: -0.3, group: 4),
    80: Drum(timbre: triangle(seconds: 0.2), position: -0.4, group: 5),
    81: Drum(timbre: triangle(seconds: 4), position: -0.4, group: 5),
  ]
}
