/// Programs 56…63: lips that buzz. The louder, the brighter; and high harmonics come late.
enum Brass {
  static let programs: [Timbre] = [
    brass(bell: 1300, dullness: (0.22, 0.03), attack: 0.03),
    brass(bell: 700, dullness: (0.32, 0.06), attack: 0.04),
    brass(bell: 300, dullness: (0.5, 0.16), attack: 0.05),
    // The mute lets a band pass.
    brass(bell: 1800, dullness: (0.12, 0.03), attack: 0.03).with {
      $0.spectrum.formants = [
        .init(center: 1800, width: 0.5, gain: 16), .init(center: 400, width: 1, gain: -8),
      ]
      $0.level = -4
    },
    // The horn: a hand in the bell.
    brass(bell: 420, dullness: (0.55, 0.16), attack: 0.05),
    brass(bell: 1000, dullness: (0.22, 0.04), attack: 0.045).with { $0.copies = [-7, 0, 7] },
    synthetic(dullness: (0.16, 0.04), lag: 0.05),
    synthetic(dullness: (0.3, 0.1), lag: 0.09),
  ]

  private static func brass(
    bell: Double, dullness: (Double, Double), attack: Double
  ) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 40, slope: 0.7, dullness: dullness,
        formants: [.init(center: bell, width: 1, gain: 7)]),
      attack: attack, release: 0.08, lag: 0.06, accent: (0.25, 0.25),
      vibrato: .init(depth: 7, rate: 5.2, delay: 0.5),
      noises: [.init(center: 1500, level: -28, seconds: 0.08), .init(center: 2500, level: -42)])
  }

  private static func synthetic(dullness: (Double, Double), lag: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(count: 40, slope: 1, dullness: dullness), attack: 0.02, release: 0.12,
      lag: lag, accent: (0.4, 0.5), copies: [-6, 6], level: 2)
  }
}
