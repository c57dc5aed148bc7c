/// Programs 64…71: reeds on pipes, conical ones with all harmonics, the clarinet with the odd.
enum Reeds {
  static let programs: [Timbre] = [
    saxophone(formant: 1400, dullness: (0.14, 0.05)),
    saxophone(formant: 1000, dullness: (0.16, 0.06)),
    saxophone(formant: 700, dullness: (0.18, 0.07)),
    saxophone(formant: 450, dullness: (0.2, 0.08)),
    double([(1150, 12), (2900, 8)], dullness: (0.1, 0.04)),
    double([(900, 12), (2000, 6)], dullness: (0.14, 0.06)),
    double([(480, 12), (1200, 7)], dullness: (0.16, 0.08)),
    Timbre(
      spectrum: Spectrum(
        count: 32, slope: 0.9, even: 0.08, dullness: (0.16, 0.06),
        formants: [.init(center: 1600, width: 0.9, gain: 4)]),
      attack: 0.035, release: 0.07, lag: 0.02,
      noises: [.init(center: 2000, level: -40), .init(center: 1500, level: -30, seconds: 0.06)]),
  ]

  private static func saxophone(formant: Double, dullness: (Double, Double)) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 36, slope: 0.85, dullness: dullness,
        formants: [.init(center: formant, width: 0.8, gain: 7)]),
      attack: 0.03, release: 0.07, lag: 0.03, accent: (0.15, 0.2),
      vibrato: .init(depth: 12, rate: 5.3, delay: 0.35),
      noises: [.init(center: 2500, sharpness: 0.7, level: -32)])
  }

  private static func double(
    _ formants: [(Double, Double)], dullness: (Double, Double)
  ) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 36, slope: 0.9, dullness: dullness,
        formants: formants.map { .init(center: $0.0, width: 0.5, gain: $0.1) }),
      attack: 0.03, release: 0.06, lag: 0.015,
      vibrato: .init(depth: 8, rate: 5.5, delay: 0.4),
      noises: [.init(center: 3000, level: -40)], level: -1)
  }
}
