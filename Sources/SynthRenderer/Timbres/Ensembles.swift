/// Programs 48…55: many at once.
enum Ensembles {
  static let programs: [Timbre] = [
    Strings.ensemble,
    Strings.ensemble.with {
      $0.attack = 0.28
      $0.release = 0.5
      $0.spectrum.dullness = (0.22, 0.11)
    },
    synthetic(attack: 0.08, dullness: (0.1, 0.05)),
    synthetic(attack: 0.3, dullness: (0.25, 0.12)),
    // The first three formants of a, u and in between.
    choir([730, 1090, 2440], breath: -32),
    choir([330, 800, 2300], breath: -34),
    choir([500, 950, 2400], breath: -38).with { $0.copies = [-7, 7] },
    // Everybody at once, and away.
    Timbre(
      spectrum: Spectrum(
        partials: [0.5, 1, 1.5, 2].flatMap { root in
          (1...10).map { .init(root * Double($0), 1 / Double($0)) }
        }, dullness: (0.1, 0.03)),
      decay: .init(seconds: 1.2, growth: 0.08), attack: 0.003, release: 0.2, copies: [-11, 11],
      noises: [.init(center: 1500, sharpness: 0.5, level: -10, seconds: 0.25)], level: 2),
  ]

  /// Sawtooths beside one another.
  private static func synthetic(attack: Double, dullness: (Double, Double)) -> Timbre {
    Timbre(
      spectrum: Spectrum(count: 32, slope: 1, dullness: dullness), attack: attack, release: 0.35,
      lag: 0.05, copies: [-12, 0, 12], level: -1, width: 0.3)
  }

  private static func choir(_ formants: [Double], breath: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 40, slope: 1.3, dullness: (0.06, 0.03), dulling: 36,
        formants: zip(formants, [16.0, 13, 10]).map { .init(center: $0, width: 0.3, gain: $1) }),
      attack: 0.12, release: 0.25, copies: [-8, 0, 8],
      vibrato: .init(depth: 10, rate: 5.2, delay: 0.3),
      noises: [.init(center: 1800, level: breath)], level: -1, width: 0.4)
  }
}

extension Spectrum.Formant {
  /// A resonance of usual width.
  init(_ center: Double, _ gain: Double) { self.init(center: center, width: 0.5, gain: gain) }
}
