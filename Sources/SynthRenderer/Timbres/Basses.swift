/// Programs 32…39: long strings, and filters that open and close.
enum Basses {
  static let programs: [Timbre] = [
    // Upright: a thump and a wooden body.
    bass(slope: 1.5, point: 0.25, seconds: 2.4, dullness: (0.35, 0.16)).with {
      $0.spectrum.formants = [.init(center: 110, width: 0.7, gain: 4)]
      $0.noises = [.init(center: 250, level: -16, seconds: 0.06)]
    },
    bass(slope: 1.25, point: 0.22, seconds: 5, dullness: (0.25, 0.1)),
    bass(slope: 0.9, point: 0.1, seconds: 5, dullness: (0.15, 0.05)).with {
      $0.noises = [.init(center: 2600, level: -18, seconds: 0.03)]
    },
    // Fretless: a finger instead of a fret, which swings.
    bass(slope: 1.1, point: 0.2, seconds: 4.5, dullness: (0.25, 0.12)).with {
      $0.attack = 0.012
      $0.lag = 0.03
      $0.vibrato = .init(depth: 9, rate: 5, delay: 0.35)
    },
    bass(slope: 0.7, point: 0.09, seconds: 4, dullness: (0.1, 0.03)).with {
      $0.noises = [.init(center: 3200, level: -14, seconds: 0.025)]
    },
    bass(slope: 0.65, point: 0.06, seconds: 3.5, dullness: (0.09, 0.02)).with {
      $0.noises = [.init(center: 4500, level: -13, seconds: 0.02)]
    },
    Timbre(
      spectrum: Spectrum(count: 56, slope: 1, dullness: (0.12, 0.04)),
      decay: .init(seconds: 6, growth: 0.5), attack: 0.003, release: 0.05, copies: [-3, 3]),
    Timbre(
      spectrum: Spectrum(count: 56, slope: 1, even: 0.3, dullness: (0.2, 0.08)),
      attack: 0.003, release: 0.05, accent: (0.8, 0.6)),
  ]

  private static func bass(
    slope: Double, point: Double, seconds: Double, dullness: (Double, Double)
  ) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 40, slope: slope, strikePoint: point, dullness: dullness, dulling: 36,
        stiffness: 0.0001),
      decay: .init(seconds: seconds, halving: 36, growth: 0.2), attack: 0.003, release: 0.07,
      noises: [.init(center: 700, level: -24, seconds: 0.04)], level: 1)
  }
}
