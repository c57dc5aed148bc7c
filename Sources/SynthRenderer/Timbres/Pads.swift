/// Programs 88…95: oscillators behind. They come slowly, and leave so.
enum Pads {
  static let programs: [Timbre] = [
    // New age: a bell before the pad.
    pad(slope: 1.3, dullness: (0.2, 0.1), attack: 0.02).with {
      $0.accent = (1.2, 1.5)
      $0.release = 0.7
    },
    pad(slope: 1.4, dullness: (0.35, 0.2), attack: 0.35),
    pad(slope: 1, dullness: (0.12, 0.04), attack: 0.03),
    pad(slope: 1.3, dullness: (0.08, 0.04), attack: 0.3).with {
      $0.spectrum.formants = [.init(500, 13), .init(950, 9), .init(2400, 6)]
      $0.noises = [.init(center: 2000, level: -32)]
    },
    // Bowed glass
    pad(slope: 2, dullness: (0.2, 0.1), attack: 0.4).with {
      $0.spectrum.partials = [.init(1, 1), .init(2.32, 0.35), .init(4.25, 0.2), .init(6.63, 0.1)]
    },
    pad(slope: 0.9, dullness: (0.1, 0.04), attack: 0.12).with {
      $0.spectrum.partials = [
        .init(1, 1), .init(2, 0.5), .init(2.76, 0.4), .init(4.1, 0.3), .init(5.4, 0.3),
        .init(8.9, 0.15),
      ]
    },
    pad(slope: 1.2, dullness: (0.2, 0.08), attack: 0.6).with {
      $0.spectrum.formants = [.init(730, 10), .init(1090, 7)]
    },
    // Sweep: the higher, the later.
    pad(slope: 0.8, dullness: (0.07, 0.04), attack: 0.3).with { $0.lag = 0.8 },
  ]

  static func pad(slope: Double, dullness: (Double, Double), attack: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(count: 26, slope: slope, dullness: dullness), attack: attack, release: 0.6,
      lag: 0.08, copies: [-8, 0, 8], level: -2, width: 0.4)
  }
}
