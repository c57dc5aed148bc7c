// What the kit is made of.
extension Drum {
  /// A sound of its own pitch, which takes its time.
  static func struck(
    _ hertz: Double, _ partials: [Spectrum.Partial], seconds: Double, noises: [Timbre.Noise]
  ) -> Timbre {
    Timbre(
      spectrum: Spectrum(partials: partials, dullness: (0.1, 0)),
      decay: .init(seconds: seconds, halving: .infinity, growth: 0.3), attack: 0.001,
      release: 0.12, noises: noises, isStruck: true, fixedFrequency: hertz)
  }

  /// A skin: the modes of a circular membrane, which a blow stretches for a moment.
  static func skin(
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

  static func snare(_ hertz: Double, wires: Double, seconds: Double) -> Timbre {
    skin(hertz, seconds: 0.25, fall: 4, stick: -8).with {
      $0.noises += [
        .init(center: 5200, sharpness: 0.4, level: wires, seconds: seconds),
        .init(center: 1400, sharpness: 0.7, level: wires - 5, seconds: 0.6 * seconds),
      ]
      $0.level = 1
    }
  }

  static func wood(_ hertz: Double, seconds: Double, stick: Double) -> Timbre {
    let noise = Timbre.Noise(center: 3000, level: stick, seconds: 0.02)
    return struck(
      hertz, [.init(1, 1), .init(1.47, 0.35), .init(2.6, 0.2)], seconds: seconds, noises: [noise])
  }

  /// A metronome's: a bare knock, so short and high that it is heard beside any music.
  static func click(_ hertz: Double) -> Timbre {
    wood(hertz, seconds: 0.06, stick: -10).with {
      $0.attack = 0.0005
      $0.level = 6
    }
  }

  static func metal(_ hertz: [Double], seconds: Double) -> Timbre {
    let partials = hertz.map { Spectrum.Partial($0 / hertz[0], 1) }
    let overtones = hertz.map { Spectrum.Partial(2.71 * $0 / hertz[0], 0.3) }
    return struck(
      hertz[0], partials + overtones, seconds: seconds,
      noises: [.init(center: 4000, level: -18, seconds: 0.02)]
    ).with { $0.level = -2 }
  }

  /// Sheets of bronze have so many modes that they hiss; a few can be told apart.
  static let bronze: [Spectrum.Partial] = [
    .init(1, 0.5), .init(1.42, 0.6), .init(1.93, 0.8), .init(2.57, 0.7), .init(3.11, 0.9),
    .init(3.83, 0.7), .init(4.49, 0.8), .init(5.27, 0.6), .init(6.31, 0.5), .init(7.43, 0.4),
  ]

  static func hat(seconds: Double) -> Timbre {
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

  static func cymbal(_ center: Double, seconds: Double) -> Timbre {
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

  static func ride(bell: Double) -> Timbre {
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

  static func jingle(_ center: Double, seconds: Double) -> Timbre {
    shaken(center, seconds: seconds).with { $0.noises[0].sharpness = 4 }
  }

  /// Only noise; the sine is far below it.
  static func hiss(_ noises: [Timbre.Noise], level: Double) -> Timbre {
    struck(200, [.init(1, 1)], seconds: 0.02, noises: noises).with {
      for i in $0.noises.indices { $0.noises[i].level += 60 }
      $0.level = level - 60
    }
  }

  static func shaken(_ center: Double, seconds: Double) -> Timbre {
    hiss([.init(center: center, sharpness: 1.5, level: 0, seconds: seconds)], level: -7)
      .with { $0.attack = 0.012 }
  }

  static let clap = hiss(
    [0, 0.011, 0.022].map {
      .init(center: 1250, sharpness: 1.4, level: 0, seconds: 0.025, delay: $0)
    } + [.init(center: 1250, sharpness: 1.2, level: 0, seconds: 0.3, delay: 0.03)], level: -2)

  static func rattle(_ center: Double, seconds: Double) -> Timbre {
    hiss(
      (0..<18).map {
        .init(
          center: center, sharpness: 5, level: -0.6 * Double($0), seconds: 0.05,
          delay: seconds * Double($0) / 18)
      }, level: -8)
  }

  static func scraped(strokes: Int) -> Timbre {
    hiss(
      (0..<strokes).map {
        .init(
          center: 2800 + 60 * Double($0), sharpness: 3, level: 0, seconds: 0.03,
          delay: 0.022 * Double($0))
      }, level: -8)
  }

  static func whistle(seconds: Double) -> Timbre {
    struck(
      2350, [.init(1, 1), .init(1.02, 0.6), .init(2, 0.1)], seconds: seconds,
      noises: [.init(center: 2350, sharpness: 4, level: -10, seconds: seconds)]
    ).with {
      $0.tremolo = .init(depth: 0.6, rate: 28)
      $0.level = -8
    }
  }

  static func cuica(rise: Double) -> Timbre {
    struck(
      520, [.init(1, 1), .init(2, 0.4), .init(3, 0.15)], seconds: 0.35,
      noises: [.init(center: 1500, level: -18, seconds: 0.2)]
    ).with { $0.fall = (rise, 0.08) }
  }

  static func triangle(seconds: Double) -> Timbre {
    struck(
      2100, [.init(1, 0.6), .init(2.24, 0.7), .init(2.9, 1), .init(4.1, 0.7), .init(5.3, 0.5)],
      seconds: seconds, noises: [.init(center: 9000, level: -16, seconds: 0.02)]
    ).with {
      $0.decay?.growth = 0.02
      $0.level = -10
    }
  }
}
