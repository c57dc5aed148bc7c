/// What the drum channel plays: a sound a key.
struct Drum: Sendable {
  var timbre: Timbre
  /// Where it stands, from −1 (left) to 1, as the audience sees it.
  var position = 0.0
  /// Those of one group end one another, as the two halves of a hi-hat do.
  var group: Int?
}

extension Drum {
  /// Keys 35…81, after the General MIDI percussion map.
  static let kit: [Int: Drum] = [
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

  /// A sound of its own pitch, which takes its time.
  private static func struck(
    _ hertz: Double, _ partials: [Spectrum.Partial], seconds: Double, noises: [Timbre.Noise]
  ) -> Timbre {
    Timbre(
      spectrum: Spectrum(partials: partials, dullness: (0.1, 0)),
      decay: .init(seconds: seconds, halving: .infinity, growth: 0.3), attack: 0.001,
      release: 0.12, noises: noises, isStruck: true, fixedFrequency: hertz)
  }

  /// A skin: the modes of a circular membrane, which a blow stretches for a moment.
  private static func skin(
    _ hertz: Double, seconds: Double, fall: Double, stick: Double
  ) -> Timbre {
    let modes: [Spectrum.Partial] = [
      .init(1, 1), .init(1.59, 0.3), .init(2.14, 0.18), .init(2.3, 0.12), .init(2.92, 0.08),
    ]
    let noise = Timbre.Noise(center: 1800, sharpness: 0.5, level: stick, seconds: 0.03)
    return struck(hertz, modes, seconds: seconds, noises: [noise]).with {
      $0.fall = (fall, 0.025)
      $0.decay?.growth = 1
      $0.level = 5
    }
  }

  private static func snare(_ hertz: Double, wires: Double, seconds: Double) -> Timbre {
    skin(hertz, seconds: 0.25, fall: 4, stick: -8).with {
      $0.noises += [
        .init(center: 5200, sharpness: 0.4, level: wires, seconds: seconds),
        .init(center: 1400, sharpness: 0.7, level: wires - 5, seconds: 0.6 * seconds),
      ]
      $0.level = 1
    }
  }

  private static func wood(_ hertz: Double, seconds: Double, stick: Double) -> Timbre {
    let noise = Timbre.Noise(center: 3000, level: stick, seconds: 0.02)
    return struck(
      hertz, [.init(1, 1), .init(1.47, 0.35), .init(2.6, 0.2)], seconds: seconds, noises: [noise])
  }

  private static func metal(_ hertz: [Double], seconds: Double) -> Timbre {
    let partials = hertz.map { Spectrum.Partial($0 / hertz[0], 1) }
    let overtones = hertz.map { Spectrum.Partial(2.71 * $0 / hertz[0], 0.3) }
    return struck(
      hertz[0], partials + overtones, seconds: seconds,
      noises: [.init(center: 4000, level: -18, seconds: 0.02)]
    ).with { $0.level = -2 }
  }

  /// Sheets of bronze have so many modes that they hiss; a few can be told apart.
  private static let bronze: [Spectrum.Partial] = [
    .init(1, 0.5), .init(1.42, 0.6), .init(1.93, 0.8), .init(2.57, 0.7), .init(3.11, 0.9),
    .init(3.83, 0.7), .init(4.49, 0.8), .init(5.27, 0.6), .init(6.31, 0.5), .init(7.43, 0.4),
  ]

  private static func hat(seconds: Double) -> Timbre {
    struck(
      1650, bronze, seconds: seconds,
      noises: [
        .init(center: 9000, sharpness: 0.8, level: 8, seconds: seconds),
        .init(center: 5000, sharpness: 0.8, level: 4, seconds: 0.03),
      ]
    ).with {
      $0.decay?.growth = 0
      $0.level = -14
    }
  }

  private static func cymbal(_ center: Double, seconds: Double) -> Timbre {
    struck(
      center / 8, bronze, seconds: 0.7 * seconds,
      noises: [
        .init(center: center, sharpness: 0.4, level: 7, seconds: 0.6 * seconds),
        .init(center: 2 * center, sharpness: 0.5, level: 8, seconds: seconds),
      ]
    ).with {
      $0.decay?.growth = 0
      $0.level = -11
    }
  }

  private static func ride(bell: Double) -> Timbre {
    struck(
      480, bronze, seconds: 2.2,
      noises: [
        .init(center: 6500, sharpness: 0.6, level: -bell / 2, seconds: 1.5),
        .init(center: 3500, level: 0, seconds: 0.03),
      ]
    ).with {
      $0.decay?.growth = 0
      $0.level = -11 + bell / 3
    }
  }

  private static func jingle(_ center: Double, seconds: Double) -> Timbre {
    shaken(center, seconds: seconds).with { $0.noises[0].sharpness = 4 }
  }

  /// Only noise; the sine is far below it.
  private static func hiss(_ noises: [Timbre.Noise], level: Double) -> Timbre {
    struck(200, [.init(1, 1)], seconds: 0.02, noises: noises).with {
      for i in $0.noises.indices { $0.noises[i].level += 60 }
      $0.level = level - 60
    }
  }

  private static func shaken(_ center: Double, seconds: Double) -> Timbre {
    hiss([.init(center: center, sharpness: 1.5, level: 0, seconds: seconds)], level: -7)
      .with { $0.attack = 0.012 }
  }

  private static let clap = hiss(
    [0, 0.011, 0.022].map {
      .init(center: 1250, sharpness: 1.4, level: 0, seconds: 0.025, delay: $0)
    } + [.init(center: 1250, sharpness: 1.2, level: 0, seconds: 0.3, delay: 0.03)], level: -2)

  private static func rattle(_ center: Double, seconds: Double) -> Timbre {
    hiss(
      (0..<18).map {
        .init(
          center: center, sharpness: 5, level: -0.6 * Double($0), seconds: 0.05,
          delay: seconds * Double($0) / 18)
      }, level: -8)
  }

  private static func scraped(strokes: Int) -> Timbre {
    hiss(
      (0..<strokes).map {
        .init(
          center: 2800 + 60 * Double($0), sharpness: 3, level: 0, seconds: 0.03,
          delay: 0.022 * Double($0))
      }, level: -8)
  }

  private static func whistle(seconds: Double) -> Timbre {
    struck(
      2350, [.init(1, 1), .init(1.02, 0.6), .init(2, 0.1)], seconds: seconds,
      noises: [.init(center: 2350, sharpness: 4, level: -10, seconds: seconds)]
    ).with {
      $0.tremolo = .init(depth: 0.6, rate: 28)
      $0.level = -8
    }
  }

  private static func cuica(rise: Double) -> Timbre {
    struck(
      520, [.init(1, 1), .init(2, 0.4), .init(3, 0.15)], seconds: 0.35,
      noises: [.init(center: 1500, level: -18, seconds: 0.2)]
    ).with { $0.fall = (rise, 0.08) }
  }

  private static func triangle(seconds: Double) -> Timbre {
    struck(
      2100, [.init(1, 0.6), .init(2.24, 0.7), .init(2.9, 1), .init(4.1, 0.7), .init(5.3, 0.5)],
      seconds: seconds, noises: [.init(center: 9000, level: -16, seconds: 0.02)]
    ).with {
      $0.decay?.growth = 0.02
      $0.level = -10
    }
  }
}
