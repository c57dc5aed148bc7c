/// Programs 72…79: air against an edge. Few harmonics, and breath around them.
enum Pipes {
  static let programs: [Timbre] = [
    flute(slope: 1.7, breath: -28, vibrato: 10),
    flute(slope: 1.5, breath: -26, vibrato: 14),
    flute(slope: 2.1, breath: -30, vibrato: 3),
    flute(slope: 2.2, breath: -16, vibrato: 6).with { $0.spectrum.even = 0.3 },
    flute(slope: 3, breath: -12, vibrato: 0),
    // Shakuhachi: the pitch comes from below.
    flute(slope: 1.4, breath: -15, vibrato: 22).with {
      $0.fall = (-0.6, 0.05)
      $0.vibrato.rate = 4.6
    },
    flute(slope: 3.2, breath: -34, vibrato: 18).with { $0.level = 2 },
    flute(slope: 2.6, breath: -30, vibrato: 4),
  ]

  private static func flute(slope: Double, breath: Double, vibrato: Double) -> Timbre {
    Timbre(
      spectrum: Spectrum(count: 14, slope: slope, dullness: (0.3, 0.05), dulling: 48),
      attack: 0.05, release: 0.08, lag: 0.02,
      vibrato: .init(depth: vibrato, rate: 5.1, delay: 0.4),
      noises: [
        .init(center: 523, sharpness: 1.5, level: breath, followsKey: true),
        .init(center: 3000, sharpness: 0.7, level: breath + 4, seconds: 0.12),
      ])
  }
}
