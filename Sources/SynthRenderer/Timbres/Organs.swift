/// Programs 16…23: pipes and reeds that sound at once and as long as they are told.
enum Organs {
  static let programs: [Timbre] = [
    drawbars([(0.5, 8), (1.5, 8), (1, 8), (2, 4)], click: -24),
    // The second and third harmonics are struck, and gone in a third of a second.
    drawbars([(0.5, 8), (1, 8), (1.5, 8)], click: -20).with {
      $0.accent = (0.8, 0.5)
    },
    drawbars([(0.5, 8), (1, 8), (1.5, 8), (2, 6), (3, 5), (4, 6), (6, 5), (8, 7)], click: -20)
      .with { $0.vibrato = .init(depth: 8, rate: 6.7, delay: 0) },
    // Principals at 8, 4, 2 2/3, 2 and 1 1/3 feet, and a quiet 16.
    Timbre(
      spectrum: Spectrum(
        partials: [
          .init(0.5, 0.25), .init(1, 1), .init(2, 0.8), .init(3, 0.45), .init(4, 0.5),
          .init(5, 0.12), .init(6, 0.3), .init(8, 0.3), .init(12, 0.12), .init(16, 0.1),
        ], dullness: (0.03, 0.03)),
      attack: 0.04, release: 0.2, lag: 0.01, copies: [-2.5, 2.5],
      noises: [.init(center: 2000, level: -36, followsKey: true)], level: -2, width: 0.4),
    reed(slope: 0.9, copies: [0], attack: 0.07),
    reed(slope: 0.75, copies: [-7, 7], attack: 0.04),
    reed(slope: 0.8, copies: [0], attack: 0.03).with {
      $0.vibrato = .init(depth: 12, rate: 5.2, delay: 0.25)
      $0.noises = [.init(center: 2500, level: -34)]
      $0.spectrum.formants = [.init(center: 1800, width: 0.8, gain: 8)]
    },
    reed(slope: 0.7, copies: [-12, 0, 12], attack: 0.03),
  ]

  /// A drawbar is 3 dB a step, 8 being the loudest.
  private static func drawbars(_ stops: [(ratio: Double, step: Double)], click: Double) -> Timbre {
    let partials = stops.map { stop in
      Spectrum.Partial(stop.ratio, [0, 0.09, 0.13, 0.18, 0.25, 0.35, 0.5, 0.71, 1][Int(stop.step)])
    }
    return Timbre(
      spectrum: Spectrum(partials: partials, dullness: (0, 0)), attack: 0.005, release: 0.02,
      noises: [.init(center: 3000, level: click, seconds: 0.02)])
  }

  /// A free reed: nearly a sawtooth, under the lid of its box.
  private static func reed(slope: Double, copies: [Double], attack: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(
        count: 40, slope: slope, dullness: (0.1, 0.04),
        formants: [.init(center: 1100, width: 1, gain: 5)]),
      attack: attack, release: 0.08, lag: 0.02, copies: copies, level: -2, width: 0.3)
  }
}
