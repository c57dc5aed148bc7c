import Arithmetic
import Foundation
import TestSupport
import Testing

@testable import SynthRenderer

/// What all programs promise, measured on the spectrum.
@Suite struct FamilyTests {
  let rate = 44_100.0
  let instrument = Instrument(sampleRate: 44_100, arithmetic: .best)

  /// The left side of a note that is held.
  private func sound(
    _ timbre: Timbre, pitch: Int, velocity: Int = 110, seconds: Double,
    on instrument: Instrument? = nil
  ) -> [Float] {
    let sound = Voice.Sound(
      timbre: timbre, pitch: pitch, velocity: velocity, position: -1, group: nil, seed: 1)
    let instrument = instrument ?? self.instrument
    var voice = Voice(sound, bend: 0, instrument: instrument)
    var block = StereoBlock(length: Int(seconds * instrument.sampleRate))
    _ = voice.add(block.length, to: &block, bend: 0, wheel: 0, instrument: instrument)
    return block.left
  }

  @Test func generalMIDIHasItsProgramsAndDrums() {
    #expect(GeneralMIDI.programs.count == 128)
    // Two of the metronome, which the second edition has, and 47 drums.
    #expect(Set(Drum.kit.keys) == Set(33...81))
  }

  /// Effects, and drums whose pitch falls or is soon gone, have no A.
  @Test(arguments: (0..<112).filter { !(96..<104).contains($0) })
  func everyFamilyIsInTune(program: Int) {
    let timbre = GeneralMIDI.programs[program]
    // What lasts is heard for so long that copies and vibrato have swung to both sides many times,
    // and what slides to its pitch has arrived.
    let lasts = timbre.decay.map { $0.seconds > 3 } ?? true
    let length = lasts ? 131_072 : 32_768
    let start = lasts ? 22_050 : 882
    let samples = sound(timbre, pitch: 69, seconds: 4)
    let power = powerSpectrum(samples[start..<start + length])
    // The centre of all that lies within a quarter-tone.
    let bins = rate / Double(length)
    let near = power.indices.filter { abs(cents(max(Double($0), 1) * bins, 440)) < 50 }
    let sum = near.reduce(0) { $0 + power[$1] }
    let centre = near.reduce(0) { $0 + power[$1] * Double($1) * bins } / sum
    #expect(abs(cents(centre, 440)) < 1)
  }

  @Test(arguments: 0..<128)
  func highestKeyHasNoAliases(program: Int) {
    // Noise and swings have sidebands that are wanted, and what dies away fast has wide lines.
    let timbre = GeneralMIDI.programs[program].with {
      ($0.noises, $0.vibrato, $0.tremolo, $0.fall) = ([], .init(), .init(), nil)
      ($0.decay, $0.accent, $0.lag, $0.attack) = (nil, nil, 0, 0.003)
    }
    let tone = Tone(timbre, pitch: 108, velocity: 127)
    let samples = sound(timbre, pitch: 108, velocity: 127, seconds: 0.6)
    let power = powerSpectrum(samples[2205..<2205 + 16_384])
    let places = tone.modes.map { $0.ratio * tone.frequency / rate * 16_384 }
    let stray = power.indices.filter { bin in
      // The window's main lobe is four bins to each side.
      places.allSatisfy { abs($0 - Double(bin)) > 6 }
    }
    let ratio = stray.reduce(0) { $0 + power[$1] } / power.reduce(0, +)
    #expect(ratio.isNaN || 10 * log10(ratio) < -80)
  }

  @Test(arguments: 0..<128)
  func harderIsLouder(program: Int) {
    let timbre = GeneralMIDI.programs[program]
    let levels = [20, 60, 90, 127].map { velocity in
      rootMeanSquare(sound(timbre, pitch: 60, velocity: velocity, seconds: 0.3)[...])
    }
    #expect(zip(levels, levels.dropFirst()).allSatisfy { 1.2 * $0 < $1 })
  }

  @Test func noTwoProgramsSoundTheSame() {
    var heard: Set<[UInt32]> = []
    for timbre in GeneralMIDI.programs {
      let samples = sound(timbre, pitch: 60, seconds: 0.05)
      heard.insert(samples.map(\.bitPattern))
    }
    #expect(heard.count == 128)
  }

  @Test(arguments: 35...81)
  func everyDrumIsHeardAndEnds(key: Int) throws {
    let drum = try #require(Drum.kit[key])
    let samples = sound(drum.timbre, pitch: key, seconds: 8)
    let peak = samples.map(abs).max() ?? 0
    #expect((0.01...0.6).contains(peak))
    #expect(samples.suffix(4410).allSatisfy { $0 == 0 })
  }

  /// Numbers so small that processors take a hundred times as long over them.
  @Test(arguments: [0, 9, 48, 73])
  func nothingIsDenormal(program: Int) {
    let samples = sound(GeneralMIDI.programs[program], pitch: 84, velocity: 1, seconds: 20)
    #expect(samples.allSatisfy { !$0.isSubnormal })
  }

  @Test(arguments: InstructionSet.available)
  func everyProcessorGivesTheSameBits(set: InstructionSet) {
    let other = Instrument(sampleRate: 44_100, arithmetic: Arithmetic(set))
    for program in [0, 25, 48, 56, 118] {
      let timbre = GeneralMIDI.programs[program]
      let expected = sound(timbre, pitch: 57, seconds: 0.4)
      #expect(sound(timbre, pitch: 57, seconds: 0.4, on: other) == expected)
    }
  }
}
