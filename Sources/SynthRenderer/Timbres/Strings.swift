/// Programs 40…47: the strings of the orchestra, and the timpani that were put beside them.
enum Strings {
  static let programs: [Timbre] = [
    // The resonances of the air and of the body, which sink as bodies grow.
    bowed(body: [280, 480, 2600], attack: 0.06),
    bowed(body: [220, 380, 2000], attack: 0.07),
    bowed(body: [110, 200, 1300], attack: 0.08),
    bowed(body: [65, 110, 800], attack: 0.1).with { $0.vibrato.depth = 8 },
    ensemble.with {
      $0.attack = 0.03
      $0.tremolo = .init(depth: 0.7, rate: 9)
    },
    Timbre(
      spectrum: Spectrum(
        count: 30, slope: 1.2, strikePoint: 0.18, dullness: (0.35, 0.12),
        formants: [.init(center: 400, width: 0.8, gain: 4)]),
      decay: .init(seconds: 0.9, growth: 0.4), attack: 0.002, release: 0.15, copies: [-4, 3],
      noises: [.init(center: 600, level: -18, seconds: 0.04)], level: 6),
    // Harp
    Timbre(
      spectrum: Spectrum(count: 30, slope: 1.3, strikePoint: 0.35, dullness: (0.3, 0.1)),
      decay: .init(seconds: 4.5, growth: 0.3), attack: 0.002, release: 0.5,
      noises: [.init(center: 800, level: -26, seconds: 0.03)], width: 0.4),
    // Timpani: of the modes of a skin above a kettle, those that are nearly harmonic.
    Timbre(
      spectrum: Spectrum(
        partials: [
          .init(1, 1), .init(1.5, 0.7), .init(1.98, 0.5), .init(2.44, 0.3), .init(0.55, 0.3),
        ],
        dullness: (0.3, 0.05)),
      decay: .init(seconds: 3.5, halving: 60, growth: 0.3), attack: 0.002, release: 0.7,
      noises: [.init(center: 180, sharpness: 0.7, level: -8, seconds: 0.2)], level: -3),
  ]

  /// Many players, none of whom is quite in tune or in time.
  static let ensemble = Timbre(
    spectrum: Spectrum(
      count: 30, slope: 1.1, dullness: (0.16, 0.07),
      formants: [
        .init(center: 300, width: 0.6, gain: 3), .init(center: 1600, width: 1, gain: 4),
      ]),
    attack: 0.14, release: 0.25, lag: 0.04, copies: [-9, 0, 9],
    noises: [.init(center: 3000, level: -38)], level: -1, width: 0.4)

  /// A string that sticks to the bow and slips: a sawtooth through a body.
  private static func bowed(body: [Double], attack: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 40, slope: 1, dullness: (0.12, 0.05), dulling: 36,
        formants: body.map { .init(center: $0, width: 0.45, gain: 5) }),
      attack: attack, release: 0.12, lag: 0.03,
      vibrato: .init(depth: 16, rate: 5.8, delay: 0.35),
      noises: [.init(center: 3500, level: -34)], level: -1)
  }
}
