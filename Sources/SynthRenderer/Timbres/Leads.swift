/// Programs 80…87: oscillators in front.
enum Leads {
  static let programs: [Timbre] = [
    // A square has the odd harmonics.
    lead(even: 0, slope: 1, copies: [-2, 2]),
    lead(even: 1, slope: 1, copies: [-6, 6]),
    lead(even: 0.3, slope: 2.2, copies: [0]).with {
      $0.noises = [.init(center: 1500, level: -24, followsKey: true)]
    },
    lead(even: 1, slope: 1.5, copies: [-3, 3]).with {
      $0.noises = [.init(center: 2500, level: -10, seconds: 0.12)]
    },
    lead(even: 0.8, slope: 0.6, copies: [-4, 4]).with { $0.accent = (0.6, 0.4) },
    lead(even: 1, slope: 1.4, copies: [-5, 5]).with {
      $0.spectrum.formants = [.init(800, 12), .init(1150, 8)]
      $0.attack = 0.05
    },
    // Two sawtooths a fifth apart.
    lead(even: 1, slope: 1, copies: [0]).with {
      $0.spectrum.partials = [1, 1.5].flatMap { root in
        (1...24).map { .init(root * Double($0), 1 / Double($0)) }
      }
    },
    lead(even: 1, slope: 0.9, copies: [-8, 8]).with {
      $0.spectrum.partials = [0.5, 1].flatMap { root in
        (1...24).map { .init(root * Double($0), 1 / Double($0)) }
      }
    },
  ]

  private static func lead(even: Double, slope: Double, copies: [Double]) -> Timbre {
    Timbre(
      spectrum: Spectrum(count: 48, slope: slope, even: even, dullness: (0.07, 0.02), dulling: 36),
      attack: 0.005, release: 0.06, copies: copies,
      vibrato: .init(depth: 6, rate: 5.5, delay: 0.5), level: 3)
  }
}
