/// Programs 104…111: plucked and blown, from many places.
enum FolkInstruments {
  static let programs: [Timbre] = [
    // Sitar: a string that rattles on its bridge has all harmonics, and keeps them.
    plucked(slope: 0.4, point: 0.07, seconds: 5).with {
      $0.decay?.growth = 0.06
      $0.copies = [-3, 0, 3]
      $0.lag = 0.03
    },
    // Banjo: on a skin.
    plucked(slope: 0.7, point: 0.09, seconds: 1.3).with {
      $0.spectrum.formants = [.init(center: 900, width: 0.8, gain: 6)]
      $0.noises = [.init(center: 1800, level: -16, seconds: 0.04)]
    },
    plucked(slope: 0.8, point: 0.06, seconds: 1).with {
      $0.noises = [.init(center: 1200, level: -13, seconds: 0.06)]
    },
    plucked(slope: 1, point: 0.12, seconds: 3),
    // Kalimba: tongues of steel.
    Timbre(
      spectrum: Spectrum(partials: [.init(1, 1), .init(5.4, 0.2), .init(14, 0.06)]),
      decay: .init(seconds: 1.6, growth: 1), attack: 0.001, release: 0.3,
      noises: [.init(center: 500, level: -20, seconds: 0.05)]),
    piped(slope: 0.6, formants: [.init(1200, 8), .init(2600, 6)]).with { $0.attack = 0.02 },
    // Fiddle
    Strings.programs[0].with {
      $0.attack = 0.03
      $0.vibrato.depth = 7
      $0.spectrum.dullness = (0.09, 0.03)
    },
    piped(slope: 0.7, formants: [.init(1500, 12), .init(3000, 8)]).with {
      $0.vibrato = .init(depth: 18, rate: 5.8, delay: 0.3)
    },
  ]

  private static func plucked(slope: Double, point: Double, seconds: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 44, slope: slope, strikePoint: point, dullness: (0.15, 0.05), stiffness: 0.00005),
      decay: .init(seconds: seconds, growth: 0.2), attack: 0.001, release: 0.15,
      noises: [.init(center: 2500, level: -20, seconds: 0.03)])
  }

  private static func piped(slope: Double, formants: [Spectrum.Formant]) -> Timbre {
    Timbre(
      spectrum: Spectrum(count: 40, slope: slope, dullness: (0.07, 0.05), formants: formants),
      attack: 0.03, release: 0.05, noises: [.init(center: 3000, level: -40)], level: -2)
  }
}
