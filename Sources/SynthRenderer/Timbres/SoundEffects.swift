/// Programs 120…127: noises of all kinds.
enum SoundEffects {
  static let programs: [Timbre] = [
    // Fingers on strings
    noise([.init(center: 2500, sharpness: 2, level: 0, seconds: 0.2, followsKey: true)]).with {
      $0.level += 7
    },
    // Breath
    noise([.init(center: 1500, sharpness: 0.8, level: 0, seconds: 0.6)]).with { $0.attack = 0.05 },
    // Waves
    noise([.init(center: 700, sharpness: 0.4, level: 0)]).with {
      $0.attack = 1
      $0.release = 1
      $0.tremolo = .init(depth: 0.8, rate: 0.2)
    },
    // A bird
    tone(2, vibrato: .init(depth: 250, rate: 11, delay: 0)).with {
      $0.fall = (9, 0.1)
      $0.tremolo = .init(depth: 1, rate: 5)
    },
    // A telephone: two tones, twenty times a second.
    tone(1.2, vibrato: .init()).with { $0.tremolo = .init(depth: 1, rate: 20) },
    // A helicopter
    noise([.init(center: 150, sharpness: 0.6, level: 0)]).with {
      $0.attack = 0.2
      $0.tremolo = .init(depth: 0.95, rate: 11)
      $0.level -= 12
    },
    // Applause
    noise([.init(center: 1800, sharpness: 0.6, level: 0)]).with {
      $0.attack = 0.3
      $0.release = 0.5
      $0.tremolo = .init(depth: 0.3, rate: 14)
      $0.level -= 6
    },
    // A shot
    noise([
      .init(center: 1200, sharpness: 0.3, level: 4, seconds: 0.5),
      .init(center: 100, sharpness: 0.7, level: 4, seconds: 1.2),
    ]),
  ]

  /// Only noise: the sine is 60 dB below it.
  private static func noise(_ noises: [Timbre.Noise]) -> Timbre {
    Timbre(
      spectrum: Spectrum(partials: [.init(1, 1)]), decay: .init(seconds: 0.05), attack: 0.003,
      release: 0.15,
      noises: noises.map { noise in
        var louder = noise
        louder.level += 60
        return louder
      }, level: -63, fixedFrequency: 60)
  }

  private static func tone(_ ratio: Double, vibrato: Timbre.Vibrato) -> Timbre {
    Timbre(
      spectrum: Spectrum(partials: [.init(1, 1), .init(ratio, 0.6)]), attack: 0.02, release: 0.05,
      vibrato: vibrato, level: -3)
  }
}
