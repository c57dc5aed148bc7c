/// Programs 0…7: struck and plucked strings with keys, and what took their place.
///
/// Source of what is known of struck strings: Fletcher and Rossing, "The Physics of Musical
/// Instruments", chapter 12. A harder blow brings out higher harmonics, the point of the blow
/// weakens those with a node near it, strings are stiff, and high harmonics and high keys die
/// first.
enum Pianos {
  static let programs: [Timbre] = [
    grand,
    grand.with { $0.spectrum.dullness = (0.3, 0.03) },
    grand.with {
      $0.spectrum.slope = 0.9
      $0.copies = [-1, 1]
      $0.noises = []
    },
    grand.with { $0.copies = [-9, 8] },
    tine,
    // Two stacks of frequency modulation: a bell above a body.
    Timbre(
      spectrum: Spectrum(
        partials: [.init(1, 1), .init(2, 0.25), .init(3, 0.1), .init(14, 0.35), .init(15, 0.1)],
        dullness: (0.12, 0.02)),
      decay: .init(seconds: 7, growth: 0.5), release: 0.12, copies: [-2, 2], width: 0.2),
    // Plucked, so just as loud whatever the key is told.
    Timbre(
      spectrum: Spectrum(count: 60, slope: 0.5, strikePoint: 0.11, dullness: (0.07, 0.06)),
      decay: .init(seconds: 5, growth: 0.09), attack: 0.001, copies: [-0.6, 0.6],
      noises: [.init(center: 3500, level: -18, seconds: 0.05)], level: -1, width: 0.4),
    Timbre(
      spectrum: Spectrum(count: 50, slope: 0.6, strikePoint: 0.18, dullness: (0.14, 0.03)),
      decay: .init(seconds: 4, growth: 0.12), attack: 0.001, release: 0.03,
      noises: [.init(center: 2200, level: -20, seconds: 0.04)], width: 0.2),
  ]

  /// The default of all channels.
  private static let grand = Timbre(
    spectrum: Spectrum(
      count: 36, slope: 1.1, strikePoint: 1 / 8, dullness: (0.55, 0.1), stiffness: 0.0004),
    decay: .init(seconds: 5, afterglow: 0.2),
    noises: [.init(center: 420, sharpness: 0.7, level: -18, seconds: 0.06)], width: 0.4)

  /// A hammer, a tine and a pickup: a body, and a bell that is gone in a moment.
  private static let tine = Timbre(
    spectrum: Spectrum(
      partials: [
        .init(1, 1), .init(2, 0.35), .init(3, 0.1), .init(4, 0.05), .init(6.27, 0.18),
        .init(7, 0.03),
      ],
      dullness: (0.35, 0.02)),
    decay: .init(seconds: 6, growth: 0.7), release: 0.12, tremolo: .init(depth: 0.12, rate: 4.6),
    noises: [.init(center: 700, level: -26, seconds: 0.04)], level: 1, width: 0.2)
}

extension Spectrum.Partial {
  init(_ ratio: Double, _ level: Double) { self.init(ratio: ratio, level: level) }
}
