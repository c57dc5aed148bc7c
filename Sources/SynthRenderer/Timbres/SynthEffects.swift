/// Programs 96…103: weather, crystals and goblins, which nobody has ever defined.
enum SynthEffects {
  static let programs: [Timbre] = [
    // Rain
    struck([.init(1, 1), .init(2.4, 0.4), .init(3.7, 0.3), .init(6.1, 0.2)], seconds: 2.5),
    // Soundtrack
    Pads.pad(slope: 1, dullness: (0.16, 0.07), attack: 0.5).with { $0.copies = [-14, 0, 14] },
    // Crystal
    struck([.init(1, 1), .init(3, 0.5), .init(5.1, 0.4), .init(9.2, 0.3)], seconds: 5),
    // Atmosphere: a guitar before a pad.
    Pads.pad(slope: 1.2, dullness: (0.2, 0.08), attack: 0.01).with { $0.accent = (1.5, 1.2) },
    // Brightness
    Pads.pad(slope: 0.6, dullness: (0.06, 0.02), attack: 0.05),
    // Goblins
    Pads.pad(slope: 1.5, dullness: (0.3, 0.15), attack: 0.4).with {
      $0.vibrato = .init(depth: 30, rate: 3.1, delay: 0.1)
      $0.noises = [.init(center: 900, sharpness: 3, level: -14, followsKey: true)]
      $0.level -= 5
    },
    // Echoes
    struck([.init(1, 1), .init(2, 0.5), .init(3, 0.3), .init(4, 0.2)], seconds: 3).with {
      $0.tremolo = .init(depth: 0.9, rate: 3)
      $0.release = 1.2
    },
    // Science fiction
    Pads.pad(slope: 0.9, dullness: (0.12, 0.05), attack: 0.02).with {
      $0.fall = (3, 0.15)
      $0.vibrato = .init(depth: 20, rate: 7, delay: 0)
    },
  ]

  private static func struck(_ partials: [Spectrum.Partial], seconds: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(partials: partials, dullness: (0.15, 0.02)),
      decay: .init(seconds: seconds, growth: 0.3), attack: 0.002, release: 0.6, copies: [-3, 3],
      level: 6, width: 0.4)
  }
}
