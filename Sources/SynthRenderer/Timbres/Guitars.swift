/// Programs 24…31: plucked strings on a body or above a pickup.
enum Guitars {
  static let programs: [Timbre] = [
    // Nylon: round, soon gone.
    plucked(slope: 1.35, point: 0.2, seconds: 3.2, dullness: (0.3, 0.09), pick: 900).with {
      $0.spectrum.formants = [
        .init(center: 105, width: 0.4, gain: 4), .init(center: 220, width: 0.4, gain: 3),
      ]
    },
    // Steel: bright, long.
    plucked(slope: 1.0, point: 0.13, seconds: 5, dullness: (0.16, 0.04), pick: 3500).with {
      $0.spectrum.formants = [.init(center: 200, width: 0.5, gain: 4)]
      $0.decay?.growth = 0.1
    },
    // Jazz, near the neck.
    plucked(slope: 1.4, point: 0.27, seconds: 5, dullness: (0.3, 0.14), pick: 700),
    // Clean: one string, whose harmonics neither beat nor die much sooner than it does.
    plucked(slope: 0.95, point: 0.22, seconds: 7, dullness: (0.2, 0.06), pick: 2500).with {
      $0.decay?.growth = 0.1
    },
    // Muted by the palm.
    plucked(slope: 1.1, point: 0.1, seconds: 0.45, dullness: (0.2, 0.08), pick: 1200).with {
      $0.decay?.growth = 0.35
    },
    driven(slope: 0.75, dullness: 0.055, seconds: 14),
    driven(slope: 0.5, dullness: 0.03, seconds: 30).with {
      $0.spectrum.formants = [
        .init(center: 2300, width: 0.8, gain: 6), .init(center: 700, width: 0.6, gain: 3),
      ]
      $0.copies = [-2, 2]
    },
    // Harmonics: a finger at half the string leaves the even ones.
    Timbre(
      spectrum: Spectrum(partials: [.init(1, 0.15), .init(2, 1), .init(4, 0.3), .init(6, 0.1)]),
      decay: .init(seconds: 6), attack: 0.002, release: 0.2),
  ]

  private static func plucked(
    slope: Double, point: Double, seconds: Double, dullness: (Double, Double), pick: Double
  ) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 44, slope: slope, strikePoint: point, dullness: dullness, stiffness: 0.00006),
      decay: .init(seconds: seconds, halving: 30, growth: 0.18, afterglow: 0.15), attack: 0.0015,
      release: 0.09, noises: [.init(center: pick, level: -22, seconds: 0.04)], width: 0.1)
  }

  /// An amplifier that gives more than it can: hardly any decay, odd harmonics up to where the
  /// loudspeaker ends.
  private static func driven(slope: Double, dullness: Double, seconds: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 48, slope: slope, even: 0.8, strikePoint: 0.15,
        dullness: (dullness * 1.3, dullness)),
      decay: .init(seconds: seconds, halving: 40, growth: 0.05), attack: 0.004, release: 0.06,
      accent: (0.5, 0.5), vibrato: .init(depth: 5, rate: 5, delay: 0.6),
      noises: [.init(center: 2500, level: -38)], level: -3)
  }
}
