/// Programs 8…15: bars, tubes and strings under mallets.
///
/// Tubes and plates below the bars add some of the second and third harmonic, without which a chord
/// of nearly pure tones is heard as one tone below them.
///
/// Source of the ratios: Fletcher and Rossing, "The Physics of Musical Instruments", chapters 19
/// (bars, marimba, xylophone, vibraphone) and 21 (chimes).
enum Mallets {
  static let programs: [Timbre] = [
    // Celesta
    bar([.init(1, 1), .init(2.0, 0.08), .init(4.1, 0.12)], seconds: 3, stick: 1500),
    // Glockenspiel: untuned, so its upper partials are soon gone.
    bar(
      [
        .init(1, 1), .init(2, 0.08), .init(2.76, 0.3), .init(3, 0.04), .init(5.4, 0.15),
        .init(8.93, 0.1),
      ], seconds: 5, stick: 6000
    ).with { $0.decay?.growth = 2 },
    // Music box
    bar(
      [.init(1, 1), .init(2, 0.08), .init(3, 0.1), .init(6.27, 0.1)], seconds: 3, stick: 5000),
    bar(
      [.init(1, 1), .init(2, 0.05), .init(3, 0.03), .init(4, 0.2), .init(10, 0.06)], seconds: 4,
      stick: 1200
    ).with {
      $0.tremolo = .init(depth: 0.3, rate: 4.5)
      $0.release = 0.15
    },
    bar(
      [.init(1, 1), .init(2, 0.25), .init(3, 0.12), .init(3.93, 0.22), .init(9.2, 0.08)],
      seconds: 1.2, stick: 500),
    bar(
      [.init(1, 1), .init(2, 0.25), .init(3, 0.45), .init(6, 0.2), .init(9.5, 0.12)], seconds: 0.9,
      stick: 2200
    ).with { $0.decay?.growth = 0.7 },
    // Tubular bells: the pitch that is heard is an octave below the fourth.
    Timbre(
      spectrum: Spectrum(
        partials: [
          .init(1, 0.5), .init(2, 1), .init(2.99, 0.8), .init(4.17, 0.6), .init(5.43, 0.4),
          .init(6.8, 0.2),
        ], dullness: (0.2, 0.02)),
      decay: .init(seconds: 9, growth: 0.4), attack: 0.002, release: 0.8,
      noises: [.init(center: 2500, level: -22, seconds: 0.03)]),
    // Dulcimer: courses of three strings, of which no two put the third out.
    Timbre(
      spectrum: Spectrum(count: 40, slope: 0.9, strikePoint: 0.12, dullness: (0.2, 0.04)),
      decay: .init(seconds: 4, growth: 0.2), attack: 0.001, release: 0.3, copies: [-2, 0, 2.5],
      noises: [.init(center: 2500, level: -20, seconds: 0.03)], width: 0.4),
  ]

  /// A bar: few partials, each twice as far up gone in a fraction of the time.
  private static func bar(_ partials: [Spectrum.Partial], seconds: Double, stick: Double) -> Timbre
  {
    Timbre(
      spectrum: Spectrum(partials: partials, dullness: (0.35, 0.02)),
      decay: .init(seconds: seconds, growth: 1.2), attack: 0.001, release: 0.4,
      noises: [.init(center: stick, level: -22, seconds: 0.03)], width: 0.4)
  }
}
