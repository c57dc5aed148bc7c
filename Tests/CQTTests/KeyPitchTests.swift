import Arithmetic
import CQT
import Foundation
import Testing
import TranscriptionTypes

@Suite struct KeyPitchTests {
  private static let keys = ModelConstants.pitchCount

  /// What the network would say of pitches that sound all the time: note and contour are 0.9 at the
  /// key and bin nearest to each.
  private func heard(_ pitches: [Double]) -> Posteriorgrams {
    var frames = Posteriorgrams()
    let count = ModelConstants.framesPerWindow
    func rows(_ binCount: Int, _ bins: [Int]) -> Posteriorgram {
      let row = (0..<binCount).map { bins.contains($0) ? Float(0.9) : 0 }
      return Posteriorgram(values: (0..<count).flatMap { _ in row }, binCount: binCount)
    }
    let keys = pitches.map { Int($0.rounded()) - ModelConstants.lowestPitch }
    let bins = pitches.map { Int((3 * ($0 - Double(ModelConstants.lowestPitch))).rounded()) + 1 }
    frames.note = rows(Self.keys, keys)
    frames.onset = rows(Self.keys, [])
    frames.contour = rows(ModelConstants.contourBinCount, bins)
    return frames
  }

  /// The pitch measured of each key in every frame, when partials sound of given MIDI pitches.
  private func measure(
    _ pitches: [Double], partials: [(ratio: Double, amplitude: Double)],
    cents: (_ time: Double) -> Double = { _ in 0 }
  ) throws -> Posteriorgram {
    var phases = pitches.map { _ in 0.0 }
    let samples = (0..<ModelConstants.windowLength).map { n in
      let bend = cents(Double(n) / ModelConstants.sampleRate) / 1200
      return Float(
        pitches.indices.reduce(0.0) { sum, i in
          let frequency = 440 * exp2((pitches[i] - 69) / 12 + bend)
          phases[i] += 2 * .pi * frequency / ModelConstants.sampleRate
          return sum + partials.reduce(0) { $0 + 0.1 * $1.amplitude * sin($1.ratio * phases[i]) }
        })
    }
    let arithmetic = try Arithmetic()
    let (spectrogram, decibels) = ConstantQTransform(arithmetic: arithmetic).transform(samples)
      .normalizedDecibels(arithmetic: arithmetic)
    return KeyPitch().measure(heard(pitches), in: spectrogram, decibels: decibels)
  }

  private static let sine = [(ratio: 1.0, amplitude: 1.0)]
  private static let sawtooth = (1...8).map { (ratio: Double($0), amplitude: 1 / Double($0)) }
  private static let square = [1.0, 3, 5, 7].map { (ratio: $0, amplitude: 1 / $0) }
  private static let faintFundamental = [(1.0, 0.05), (2, 1), (3, 0.7), (4, 0.5)]
    .map { (ratio: $0.0, amplitude: $0.1) }

  // A parabola through three bins in decibels misses the top of the kernels' peak by 0.6 cents at most.
  @Test(
    arguments: [40, 52, 69, 83, 96], [-40.0, -16.7, -3, 0, 5, 25])
  func aSteadyToneIsMeasuredToACent(key: Int, cents: Double) throws {
    for partials in [Self.sine, Self.sawtooth, Self.square, Self.faintFundamental] {
      let pitch = try measure([Double(key) + cents / 100], partials: partials)
      // Away from the ends, which the transform mirrors.
      for frame in 40..<132 {
        let measured = 100 * pitch[frame: frame, bin: key - ModelConstants.lowestPitch]
        #expect(abs(Double(measured) - cents) < 1)
      }
    }
  }

  // The filters listen for 45 to 90 ms at the harmonics used, a quarter to a half of a vibrato's period.
  @Test(arguments: [55, 60, 69, 76])
  func aVibratoIsFollowedToTenCents(key: Int) throws {
    let vibrato = { (time: Double) in 50 * sin(2 * .pi * 6 * time) }
    let pitch = try measure([Double(key)], partials: Self.sawtooth, cents: vibrato)
    for frame in 40..<132 {
      let time = Double(frame * ModelConstants.hopLength) / ModelConstants.sampleRate
      let measured = 100 * pitch[frame: frame, bin: key - ModelConstants.lowestPitch]
      #expect(abs(Double(measured) - vibrato(time)) < 10)
    }
  }

  // A fifth shares every third partial of the lower note with every second of the higher: where they
  // beat, others speak.
  @Test func notesThatSoundTogetherKeepTheirPitches() throws {
    let pitch = try measure([60.08, 67.15, 76.9], partials: Self.sawtooth)
    for (key, cents) in [(60, 8.0), (67, 15), (77, -10)] {
      let measured = (40..<132).map {
        100 * pitch[frame: $0, bin: key - ModelConstants.lowestPitch]
      }.sorted()
      #expect(abs(Double(measured[46]) - cents) < 3)
    }
  }

  @Test func keysThatDoNotSoundHaveNoPitch() throws {
    let pitch = try measure([60], partials: Self.sawtooth)
    for key in 0..<Self.keys where key != 60 - ModelConstants.lowestPitch {
      #expect(pitch[frame: 86, bin: key] == Posteriorgrams.unknownPitch)
    }
  }

  @Test func whereOnlyTheContourSpeaksItIsBelieved() throws {
    // Silence: a bin above the key's middle is a third of a semitone.
    let pitch = try measure([60.33], partials: [])
    #expect(pitch[frame: 86, bin: 39] == Float(40.0 / 3 + 26) - 39)
  }
}
