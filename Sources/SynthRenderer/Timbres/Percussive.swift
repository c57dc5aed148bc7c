/// Programs 112…119: drums and metal that have a pitch.
enum Percussive {
  static let programs: [Timbre] = [
    // Tinkle bell
    struck(
      [.init(1, 1), .init(2.4, 0.6), .init(4.5, 0.4), .init(6.9, 0.3)], seconds: 3, stick: 7000),
    // Agogo
    struck(
      [.init(1, 1), .init(1.52, 0.5), .init(2.66, 0.4), .init(4.1, 0.3)], seconds: 0.7,
      stick: 3000),
    // Steel drum: the octave comes from the pan next door, a moment later.
    struck(
      [.init(1, 1), .init(2, 0.7), .init(3, 0.25), .init(4.02, 0.2)], seconds: 2.2, stick: 900
    )
    .with { $0.lag = 0.04 },
    struck([.init(1, 1), .init(2.75, 0.4), .init(5.1, 0.2)], seconds: 0.15, stick: 1500),
    // Taiko
    drum(seconds: 1.6, fall: 3, skin: -6),
    drum(seconds: 0.9, fall: 4, skin: -9),
    // Synthesiser's drum
    drum(seconds: 0.7, fall: 14, skin: -20).with { $0.level = 7 },
    // Cymbal, reversed: it comes slowly, and is cut off.
    Timbre(
      spectrum: Spectrum(partials: [.init(1, 0.001)]), attack: 1.6, release: 0.08,
      noises: [.init(center: 5000, sharpness: 0.5, level: 0)], level: -6, fixedFrequency: 60),
  ]

  private static func struck(
    _ partials: [Spectrum.Partial], seconds: Double, stick: Double
  ) -> Timbre {
    Timbre(
      spectrum: Spectrum(partials: partials, dullness: (0.2, 0.02)),
      decay: .init(seconds: seconds, growth: 0.5), attack: 0.001, release: 0.3,
      noises: [.init(center: stick, level: -18, seconds: 0.03)], width: 0.2)
  }

  private static func drum(seconds: Double, fall: Double, skin: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        partials: [.init(1, 1), .init(1.59, 0.4), .init(2.14, 0.25), .init(2.65, 0.12)],
        dullness: (0.4, 0.05)),
      decay: .init(seconds: seconds, halving: 60, growth: 0.6), attack: 0.001, release: 0.4,
      noises: [.init(center: 400, sharpness: 0.6, level: skin, seconds: 0.1)], fall: (fall, 0.03),
      level: 2)
  }
}
